-- Which addresses were erased, under their pseudonym, and when by the broker's clock: a request from before that may
-- be unread still.
create table erasure (
    subject   text collate "C" primary key,
    erased_at timestamptz      not null
) with (fillfactor = 80);

create index erasure_erased_at on erasure (erased_at);
