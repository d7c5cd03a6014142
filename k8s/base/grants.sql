-- The rights that provisionDatabases (libs/infrastructure) gives when there is no cluster. Run by the owner of the database,
-- before its migrations; doing it again changes nothing. :app is the role of the service.
begin;
-- Two instances at the same time would fail with "tuple concurrently updated".
select pg_advisory_xact_lock(hashtextextended('houtai-grants', 0)) \g /dev/null
revoke all on database :"DBNAME" from public;
grant connect, temporary on database :"DBNAME" to :"app";
revoke all on schema public from public;
grant usage on schema public to :"app";
alter default privileges in schema public grant select, insert, update, delete on tables to :"app";
alter default privileges in schema public grant usage, select on sequences to :"app";
commit;
