package dev.sixpost.embedded.inbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Mails to look at, made by whoever starts the inbox. */
public interface Gallery {

    /** A mail by what it is about; brand, language, template and purpose are among {@link #axes}. */
    record Choice(String brand, String language, String template, String purpose) {}

    /** {@code brands} and {@code languages} by id with their names; {@code templates} with the purposes they are sent for. */
    record Axes(Map<String, String> brands, Map<String, String> languages, Map<String, List<String>> templates) {}

    Axes axes();

    /** As it goes over SMTP; empty where there is none. */
    Optional<byte[]> mail(Choice choice);

    /** Where there is nothing to look at. */
    static Gallery empty() {
        return new Gallery() {
            @Override
            public Axes axes() {
                return new Axes(Map.of(), Map.of(), Map.of());
            }

            @Override
            public Optional<byte[]> mail(Choice choice) {
                return Optional.empty();
            }
        };
    }
}
