-- Longer than a batch may do nothing within a transaction, as the connection that holds the lock does meanwhile.
select pg_sleep(6);
create table migrated (id integer);
