package dev.sixpost.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an address was proven. */
public enum Method {
    @JsonProperty("code")
    CODE,
    @JsonProperty("link")
    LINK
}
