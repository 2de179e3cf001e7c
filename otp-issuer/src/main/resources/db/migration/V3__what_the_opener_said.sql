-- What the request that opened a challenge said itself: later ones are held against this, never against the account.
alter table challenge
    add column by_signup        boolean not null default false,
    add column named_account_id text collate "C";
