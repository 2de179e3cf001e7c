-- Text compares byte by byte everywhere: addresses are canonical before they come here.
-- No column holds a code; the digest of one cannot be reversed without the keys.

-- What was opened for an application, an address and a purpose, under the policy of that moment.
create table challenge (
    challenge_id      text collate "C" primary key,
    application       text collate "C" not null,
    email             text collate "C" not null,
    purpose           text collate "C" not null,
    request_id        text collate "C" not null,
    nonce             text collate "C" not null,
    key_id            text collate "C" not null,
    code_digest       bytea            not null,
    code_length       integer          not null,
    ttl_millis        bigint           not null,
    link_ttl_millis   bigint,
    max_attempts      integer          not null,
    failures_per_day  integer          not null,
    requested_at      timestamptz      not null,
    expires_at        timestamptz      not null,
    -- The last moment anything opens it: the code's expiry or the link's, whichever is later.
    ends_at           timestamptz      not null,
    first_verified_at timestamptz,
    account_id        text collate "C",
    metadata          text collate "C",
    resends           integer          not null,
    resend_at         timestamptz      not null,
    attempts_used     integer          not null,
    -- The one that requests are answered with. Being replaced ends this, and so does a success.
    is_current        boolean          not null,
    -- Final, never changed again; "expired" is not among them, it follows from expires_at.
    final_state       text collate "C",
    final_at          timestamptz,
    constraint challenge_final_state check (final_state in ('verified', 'exhausted', 'superseded')),
    constraint challenge_final_has_time check ((final_state is null) = (final_at is null))
) with (fillfactor = 80);

create unique index challenge_current on challenge (application, email, purpose) where is_current;
create index challenge_ends_at on challenge (ends_at);

-- One row per request, with its one outcome and all that its events are made of, so that they can be made again.
-- A request whose Idempotency-Key is used again after 24 hours takes over the row of the one before it.
create table request (
    request_id          text collate "C" primary key,
    source_partition    integer          not null,
    source_offset       bigint           not null,
    asked_at            timestamptz      not null,
    decided_at          timestamptz      not null,
    application         text collate "C" not null,
    email               text collate "C" not null,
    purpose             text collate "C" not null,
    idempotency         text collate "C",
    -- Refused:
    reason              text collate "C",
    retry_after_seconds bigint,
    -- Issued:
    challenge_id        text collate "C",
    recipient           text collate "C",
    locale              text collate "C",
    delivery            text collate "C",
    mail_kind           text collate "C",
    resend_at           timestamptz,
    -- What became of the mail; not an outcome.
    mail_state          text collate "C",
    mail_at             timestamptz,
    mail_reason         text collate "C",
    constraint request_has_one_outcome check ((reason is null) = (challenge_id is not null)),
    constraint request_mail_state check (mail_state in ('sent', 'delayed', 'failed'))
) with (fillfactor = 80);

create unique index request_idempotency on request (idempotency) where idempotency is not null;
create index request_decided_at on request (decided_at);

-- What is known of an address from the proofs it gave.
create table account (
    application       text collate "C" not null,
    email             text collate "C" not null,
    account_id        text collate "C",
    first_verified_at timestamptz      not null,
    verified_at       timestamptz      not null,
    primary key (application, email)
) with (fillfactor = 80);

-- Up to where the requests of a partition are known to be answered on Kafka as well. The topic's id, because a topic
-- that was created anew counts from zero again.
create table published (
    topic_id         text collate "C" not null,
    source_partition integer          not null,
    next_offset      bigint           not null,
    primary key (topic_id, source_partition)
) with (fillfactor = 50);
