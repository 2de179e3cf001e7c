-- A sign-up names an account; a proof verifies it.
alter table account
    alter column first_verified_at drop not null,
    alter column verified_at drop not null,
    add column name         text collate "C",
    add column locale       text collate "C",
    add column attributes   text collate "C",
    add column signed_up_at timestamptz,
    add constraint account_is_known check (signed_up_at is not null or first_verified_at is not null);

alter table challenge
    add column attributes text collate "C",
    -- No code opens it: the mail says why.
    add column decoy      boolean not null default false,
    -- What the right guess of a test address looks like; no mail goes there.
    add column test_guess text collate "C";

-- Positions of otp.signups count apart from those of otp.requests.
alter table request add column from_signup boolean not null default false;

-- By these an address is erased.
create index request_email on request (email);
create index challenge_email on challenge (email);

-- What the limits of an address count, and why nothing goes there just now. Gone once it says nothing any more.
create table address (
    application   text collate "C" not null,
    email         text collate "C" not null,
    -- Times of the last day's mails in milliseconds, 8 bytes each, oldest first.
    mails         bytea            not null default '',
    -- Grows with every mail: whoever counted on an older version decides again.
    version       bigint           not null default 0,
    -- The verifier has said that the failures of the day are used up.
    locked_at     timestamptz,
    locked_until  timestamptz,
    -- Locks from before this were ended by an operator.
    unlocked_at   timestamptz,
    -- A server has refused the address for good.
    refused_at    timestamptz,
    refused_until timestamptz,
    forgotten_at  timestamptz      not null,
    primary key (application, email)
) with (fillfactor = 80);

create index address_forgotten_at on address (forgotten_at);

-- Requests of an application, or of a client's network within one, in the window that started then and the one before.
create table tally (
    key         text collate "C" primary key,
    starts_at   timestamptz not null,
    used        integer     not null,
    used_before integer     not null
) with (fillfactor = 50);

create index tally_starts_at on tally (starts_at);
