package dev.sixpost.standalone.up;

import dev.sixpost.embedded.inbox.Gallery;
import dev.sixpost.kit.text.Messages;
import dev.sixpost.mailer.mail.SampleMails;
import dev.sixpost.mailer.mail.SampleMails.Template;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.Purpose;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The worker's own mails, for the inbox to show. */
final class MailGallery implements Gallery {
    private final SampleMails samples = new SampleMails();
    private final Axes axes = new Axes(brands(), languages(), templates());

    @Override
    public Axes axes() {
        return axes;
    }

    @Override
    public Optional<byte[]> mail(Choice choice) {
        Optional<Template> template = Template.ofWire(choice.template());
        Optional<Purpose> purpose = Purpose.ofWire(choice.purpose());
        Optional<ApplicationConfigured> brand =
                Optional.ofNullable(samples.brands().get(choice.brand()));
        boolean known = brand.isPresent()
                && axes.languages().containsKey(choice.language())
                && template.flatMap(t -> purpose.filter(t.purposes()::contains)).isPresent();
        if (!known) {
            return Optional.empty();
        }
        String content = samples.mail(
                        brand.orElseThrow(), template.orElseThrow(), purpose.orElseThrow(), choice.language())
                .content();
        return Optional.of(content.getBytes(StandardCharsets.US_ASCII));
    }

    private Map<String, String> brands() {
        Map<String, String> names = new LinkedHashMap<>();
        samples.brands().forEach((id, brand) -> names.put(id, brand.name()));
        return names;
    }

    private static Map<String, String> languages() {
        Messages messages = Messages.load();
        Map<String, String> names = new LinkedHashMap<>();
        Messages.LANGUAGES.forEach(
                tag -> names.put(tag, messages.texts(List.of(tag)).languageName()));
        return names;
    }

    private static Map<String, List<String>> templates() {
        Map<String, List<String>> purposes = new LinkedHashMap<>();
        for (Template template : Template.values()) {
            purposes.put(
                    template.wire(),
                    template.purposes().stream().map(Purpose::wire).toList());
        }
        return purposes;
    }
}
