package dev.sixpost.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.inbox.Gallery.Axes;
import dev.sixpost.embedded.inbox.Gallery.Choice;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class MailGalleryTest {
    private final MailGallery gallery = new MailGallery();

    @Test
    void everythingThereIsToChooseIsAMail() {
        Axes axes = gallery.axes();
        assertThat(axes.languages())
                .hasSizeGreaterThanOrEqualTo(22)
                .containsEntry("ar", "العربية")
                .containsEntry("zh-Hant", "繁體中文");
        assertThat(axes.brands()).hasSizeGreaterThanOrEqualTo(4);
        for (String brand : axes.brands().keySet()) {
            axes.templates()
                    .forEach((template, purposes) -> purposes.forEach(purpose -> assertThat(
                                    gallery.mail(new Choice(brand, "ar", template, purpose)))
                            .hasValueSatisfying(raw -> assertThat(new String(raw, StandardCharsets.US_ASCII))
                                    .contains("Content-Language: ar\r\n"))));
        }
    }

    @Test
    void whatIsNotOnTheListIsNoMail() {
        assertThat(gallery.mail(new Choice("acme", "../en", "code", "login"))).isEmpty();
        assertThat(gallery.mail(new Choice("nobody", "en", "code", "login"))).isEmpty();
        assertThat(gallery.mail(new Choice("acme", "en", "no-account", "signup")))
                .isEmpty();
        assertThat(gallery.mail(new Choice("acme", "en", "", ""))).isEmpty();
    }
}
