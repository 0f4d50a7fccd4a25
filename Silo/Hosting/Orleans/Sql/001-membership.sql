-- Which silos there are. A version of the whole table is raised by every change of a silo's status, so that two silos that change
-- something at the same time cannot both succeed: the one whose version is stale reads again.

CREATE TABLE orleansquery
(
    querykey text PRIMARY KEY,
    querytext text NOT NULL
);

CREATE TABLE cluster_versions
(
    cluster_id text PRIMARY KEY,
    version integer NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE cluster_silos
(
    cluster_id text NOT NULL REFERENCES cluster_versions,
    address text NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    name text NOT NULL,
    host_name text NOT NULL,
    status integer NOT NULL,
    gateway_port integer NOT NULL,
    suspect_times text,
    started_at timestamptz NOT NULL,
    alive_at timestamptz NOT NULL,
    PRIMARY KEY (cluster_id, address, port, generation)
);

INSERT INTO orleansquery (querykey, querytext) VALUES
('InsertMembershipVersionKey', $sql$
    WITH created AS (
        INSERT INTO cluster_versions (cluster_id) VALUES (@DeploymentId)
        ON CONFLICT DO NOTHING
        RETURNING 1)
    SELECT count(*)::integer FROM created
$sql$),
('InsertMembershipKey', $sql$
    WITH turn AS (
        UPDATE cluster_versions SET version = version + 1, changed_at = now()
        WHERE cluster_id = @DeploymentId AND version = @Version AND NOT EXISTS (
            SELECT 1 FROM cluster_silos
            WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING cluster_id),
    joined AS (
        INSERT INTO cluster_silos (cluster_id, address, port, generation, name, host_name, status, gateway_port, started_at, alive_at)
        SELECT cluster_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM turn
        RETURNING 1)
    SELECT count(*)::integer FROM joined
$sql$),
('UpdateMembershipKey', $sql$
    WITH turn AS (
        UPDATE cluster_versions SET version = version + 1, changed_at = now()
        WHERE cluster_id = @DeploymentId AND version = @Version AND EXISTS (
            SELECT 1 FROM cluster_silos
            WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING cluster_id),
    changed AS (
        UPDATE cluster_silos AS s SET status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime
        FROM turn
        WHERE s.cluster_id = turn.cluster_id AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
        RETURNING 1)
    SELECT count(*)::integer FROM changed
$sql$),
('UpdateIAmAlivetimeKey', $sql$
    UPDATE cluster_silos SET alive_at = @IAmAliveTime
    WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$sql$),
-- A row without a silo still tells the version.
('MembershipReadRowKey', $sql$
    SELECT v.cluster_id AS "DeploymentId", s.address AS "Address", s.port AS "Port", s.generation AS "Generation", s.name AS "SiloName",
        s.host_name AS "HostName", s.status AS "Status", s.gateway_port AS "ProxyPort", s.suspect_times AS "SuspectTimes",
        s.started_at AS "StartTime", s.alive_at AS "IAmAliveTime", v.version AS "Version"
    FROM cluster_versions v
    LEFT JOIN cluster_silos s
        ON s.cluster_id = v.cluster_id AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
    WHERE v.cluster_id = @DeploymentId
$sql$),
('MembershipReadAllKey', $sql$
    SELECT v.cluster_id AS "DeploymentId", s.address AS "Address", s.port AS "Port", s.generation AS "Generation", s.name AS "SiloName",
        s.host_name AS "HostName", s.status AS "Status", s.gateway_port AS "ProxyPort", s.suspect_times AS "SuspectTimes",
        s.started_at AS "StartTime", s.alive_at AS "IAmAliveTime", v.version AS "Version"
    FROM cluster_versions v
    LEFT JOIN cluster_silos s USING (cluster_id)
    WHERE v.cluster_id = @DeploymentId
$sql$),
('GatewaysQueryKey', $sql$
    SELECT address AS "Address", gateway_port AS "ProxyPort", generation AS "Generation"
    FROM cluster_silos
    WHERE cluster_id = @DeploymentId AND status = @Status AND gateway_port > 0
$sql$),
('DeleteMembershipTableEntriesKey', $sql$
    WITH silos AS (DELETE FROM cluster_silos WHERE cluster_id = @DeploymentId)
    DELETE FROM cluster_versions WHERE cluster_id = @DeploymentId
$sql$),
-- 3 is an active silo; one that is active and silent is for the others to declare dead first.
('CleanupDefunctSiloEntriesKey', $sql$
    DELETE FROM cluster_silos WHERE cluster_id = @DeploymentId AND alive_at < @IAmAliveTime AND status <> 3
$sql$);
