package dev.sixpost.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which mail is wanted. */
public enum MailKind {
    @JsonProperty("code")
    CODE,
    @JsonProperty("resend")
    RESEND,
    @JsonProperty("no-account")
    NO_ACCOUNT,
    @JsonProperty("already-registered")
    ALREADY_REGISTERED
}
