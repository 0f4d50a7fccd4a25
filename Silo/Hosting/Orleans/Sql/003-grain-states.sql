-- States that Orleans itself keeps: who is subscribed to which stream. The engine's grains are rows of its own store and not in here.
-- The key is what identifies a grain; Orleans' hashes of it serve tables without a key and are not stored. A part that is missing is ''.

CREATE TABLE grain_states
(
    service_id text NOT NULL,
    grain_type text NOT NULL,
    id_high bigint NOT NULL,
    id_low bigint NOT NULL,
    id_text text NOT NULL,
    payload bytea,
    version integer NOT NULL,
    modified_at timestamptz NOT NULL,
    PRIMARY KEY (service_id, grain_type, id_high, id_low, id_text)
);

INSERT INTO orleansquery (querykey, querytext) VALUES
('ReadFromStorageKey', $sql$
    SELECT payload AS "PayloadBinary", modified_at AS "ModifiedOn", version AS "Version"
    FROM grain_states
    WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND id_high = @GrainIdN0 AND id_low = @GrainIdN1
        AND id_text = coalesce(@GrainIdExtensionString, '')
$sql$),
-- Answers the new version, or the one that was given when somebody else has written: that tells the grain of the conflict.
('WriteToStorageKey', $sql$
    WITH created AS (
        INSERT INTO grain_states (service_id, grain_type, id_high, id_low, id_text, payload, version, modified_at)
        SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''), @PayloadBinary, 1, now()
        WHERE @GrainStateVersion IS NULL
        ON CONFLICT DO NOTHING
        RETURNING version),
    changed AS (
        UPDATE grain_states SET payload = @PayloadBinary, version = version + 1, modified_at = now()
        WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND id_high = @GrainIdN0 AND id_low = @GrainIdN1
            AND id_text = coalesce(@GrainIdExtensionString, '') AND version = @GrainStateVersion
        RETURNING version)
    SELECT coalesce((SELECT version FROM created), (SELECT version FROM changed), @GrainStateVersion) AS "NewGrainStateVersion"
$sql$),
('ClearStorageKey', $sql$
    UPDATE grain_states SET payload = NULL, version = version + 1, modified_at = now()
    WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND id_high = @GrainIdN0 AND id_low = @GrainIdN1
        AND id_text = coalesce(@GrainIdExtensionString, '') AND version = @GrainStateVersion
    RETURNING version AS "NewGrainStateVersion"
$sql$),
('DeleteStorageKey', $sql$
    DELETE FROM grain_states
    WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND id_high = @GrainIdN0 AND id_low = @GrainIdN1
        AND id_text = coalesce(@GrainIdExtensionString, '') AND version = @GrainStateVersion
    RETURNING version + 1 AS "NewGrainStateVersion"
$sql$);
