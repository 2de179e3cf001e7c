package dev.sixpost.gateway.view;

/** Where a challenge stands, time aside: whether it has expired is a question of when one asks. */
public enum Progress {
    LIVE,
    VERIFIED,
    EXHAUSTED,
    SUPERSEDED
}
