package dev.sixpost.kit.config;

import java.net.URI;
import java.net.URISyntaxException;

/** The value of OTP_PUBLIC_URL, which every service reads in the same way. */
public final class PublicUrl {
    private PublicUrl() {}

    /** Without the slashes at its end; throws IllegalArgumentException, saying why, where it is no web address. */
    public static String parse(String text) {
        try {
            URI url = new URI(text.strip());
            boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (web && url.getHost() != null) {
                return text.strip().replaceAll("/+$", "");
            }
        } catch (URISyntaxException e) {
            // Answered below, together with what is no web address.
        }
        throw new IllegalArgumentException("is not a web address such as https://id.example.com");
    }
}
