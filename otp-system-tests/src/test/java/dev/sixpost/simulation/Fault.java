package dev.sixpost.simulation;

/** What a deliberately broken pipeline does wrong. The checks must catch each of them. */
enum Fault {
    NONE,
    /** A wrong guess is answered, but its attempt is not stored. */
    ATTEMPT_NOT_CHARGED,
    /** Verdicts and state are not in one transaction: after a crash the state knows more than was said. */
    STATE_BEFORE_VERDICT,
    /** The mailer reads what is not committed. */
    MAIL_FROM_ABORTED_TRANSACTION,
    /** The issuer commits its positions before it has decided. */
    OFFSETS_BEFORE_WORK,
    /** The issuer decides a request anew that comes again. */
    SECOND_CODE,
    /** The verifier hears of a challenge after its mail has been released. */
    OPENED_AFTER_MAIL,
    /** A mail is sent without asking whether its code still lives. */
    MAIL_AFTER_EXPIRY,
    /** The mailer acknowledges a record before it is sent. */
    ACKNOWLEDGED_BEFORE_SENT,
    /** A process believes its own wall clock. */
    OWN_CLOCK,
    /** An issuer that was put out of its group commits all the same. */
    ZOMBIE_NOT_FENCED,
    /** A mail that is tried again later is put aside twice. */
    DELAYED_TWICE,
    /** The limits count nothing. */
    NOT_COUNTED,
    /** The issuer does not heed what the verifier says of locks. */
    LOCK_IGNORED,
    /** The tables forget a lock before the verifier does. */
    UNLOCKED_TABLES_FIRST,
    /** A sign-up is sent the code of another one of its address. */
    ANOTHER_SIGNUPS_CODE
}
