package dev.sixpost.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Vectors made with Python's hashlib and struct: every part preceded by its length in four bytes. */
class EventIdTest {
    @Test
    void isTheSameInEveryVersion() {
        assertThat(EventId.of(OtpIssued.class, "7c5f0b9f1d2e4a6b8c0d1e2f3a4b5c6d", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"))
                .isEqualTo("44b53533384ac28ea8a02b906df9911f");
        assertThat(EventId.of(EmailVerified.class, "\u00fc")).isEqualTo("ad65fca21b203bbdd4aae8203b850146");
    }

    @Test
    void tellsPartsApart() {
        assertThat(EventId.of(OtpRejected.class, "ab", "c")).isEqualTo("28541752926bf0c89eabb99b10d7786e");
        assertThat(EventId.of(OtpRejected.class, "a", "bc")).isEqualTo("b68a54d42305802512e1440ecb6ff118");
    }

    @Test
    void tellsTypesApart() {
        assertThat(EventId.of(EmailSent.class, "x")).isNotEqualTo(EventId.of(EmailFailed.class, "x"));
    }
}
