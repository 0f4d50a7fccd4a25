-- Secrets that an operator has not set are generated into a folder. What is here tells whether all nodes have generated the same, that is, share the folder.

CREATE TABLE generated_secrets
(
    setting text PRIMARY KEY,
    fingerprint text NOT NULL
);
