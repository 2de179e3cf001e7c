package dev.sixpost.mailer.mail;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.brand.Colour;
import dev.sixpost.kit.brand.SafeUrl;
import dev.sixpost.kit.text.SafeText;
import dev.sixpost.kit.text.Texts;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.ApplicationConfigured.Branding;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A letter in the words of a language and the looks of an application: the model of the templates. Pure. */
final class Wording {
    private static final Colour DEFAULT_ACCENT = new Colour(0x3b, 0x5b, 0xdb);
    private static final Colour DARK_CARD = new Colour(0x22, 0x25, 0x2b);

    /** Of a surface: a pale brand stays what it is on white, a dark one is lightened on the dark card. */
    private static final double VISIBLE = 1.25;

    private static final double STANDS_OUT = 3;

    private static final Pattern PLAIN_LOCAL = Pattern.compile("[A-Za-z0-9._+-]+");

    private final Letterhead head;
    private final Texts texts;
    private final Map<String, Object> model = new HashMap<>();

    private Wording(Letterhead head, Texts texts) {
        this.head = head;
        this.texts = texts;
    }

    static Map<String, Object> of(Letterhead head, Texts texts, Letter letter) {
        Wording wording = new Wording(head, texts);
        wording.brand(head.settings());
        switch (letter) {
            case Letter.Code code -> wording.code(code);
            case Letter.NoAccount(var purpose) ->
                wording.notice("mail.no_account.", purpose.wire(), "mail.no_account.hint");
            case Letter.AlreadyRegistered() -> {
                wording.notice("mail.already_registered.", "body", "mail.already_registered.hint");
                wording.signIn();
            }
        }
        return wording.model;
    }

    private void brand(ApplicationConfigured settings) {
        Branding branding = settings.branding();
        Colour accent = Colour.parse(branding.primaryColor()).orElse(DEFAULT_ACCENT);
        Colour onLight = accent.on(Colour.WHITE, VISIBLE);
        Colour onDark = accent.on(DARK_CARD, STANDS_OUT);
        model.put("language", texts.language());
        model.put("direction", texts.direction());
        model.put("application", settings.name());
        model.put("accent", onLight.css());
        model.put("ink", onLight.ink().css());
        model.put("accentInTheDark", onDark.css());
        model.put("inkInTheDark", onDark.ink().css());
        model.put("reason", named("mail.reason"));
        SafeUrl.picture(branding.logoUrl()).ifPresent(url -> model.put("logo", url));
        Optional.ofNullable(branding.supportEmail())
                .flatMap(EmailAddress::parse)
                .ifPresent(this::support);
        Optional.ofNullable(branding.footer())
                .filter(text -> !text.isBlank() && SafeText.lines(text))
                .ifPresent(text -> model.put("footer", text.strip().lines().toList()));
        head.page("report")
                .ifPresent(page -> model.put(
                        "report", Map.of("label", texts.text("mail.report"), "url", page + "#" + Hole.REPORT.mark())));
    }

    private void support(EmailAddress address) {
        model.put("questions", texts.text("mail.questions"));
        model.put("supportEmail", address.recipient());
        model.put("supportIsLinked", PLAIN_LOCAL.matcher(address.local()).matches());
    }

    private void code(Letter.Code letter) {
        String purpose = letter.purpose().wire();
        String expires = texts.text("mail.expires", Map.of("minutes", letter.minutes()));
        model.put(
                "subject",
                SubjectLine.of(texts, "mail.subject." + purpose, head.settings().name()));
        model.put("preheader", expires);
        model.put("heading", named("mail.intro." + purpose));
        model.put("code", Hole.CODE.mark());
        model.put("digits", letter.digits());
        model.put("notes", letter.again() ? List.of(texts.text("mail.same"), expires) : List.of(expires));
        model.put("never", named("mail.never"));
        model.put("ignore", texts.text("mail.ignore"));
        Optional<String> page = head.page("confirm");
        if (letter.link() != null && page.isPresent()) {
            model.put("link", link(letter.link(), page.get() + "#" + Hole.LINK.mark()));
        }
    }

    private Map<String, Object> link(Letter.Left left, String url) {
        boolean anywhere = head.settings().link().anyBrowser();
        String expires = "mail.link." + left.unit().name().toLowerCase(Locale.ROOT);
        return Map.of(
                "intro",
                texts.text(anywhere ? "mail.link.anywhere" : "mail.link.intro"),
                "button",
                texts.text("mail.link.button"),
                "expires",
                texts.text(expires, Map.of("count", left.count())),
                "url",
                url);
    }

    /** To an owner who may have asked or not. */
    private void notice(String prefix, String sentence, String hint) {
        model.put(
                "subject",
                SubjectLine.of(texts, prefix + "subject", head.settings().name()));
        model.put("preheader", texts.text(hint));
        model.put("heading", named(prefix + sentence));
        model.put("notes", List.of(texts.text(hint)));
        model.put("ignore", texts.text("mail.unchanged"));
    }

    private void signIn() {
        SafeUrl.page(head.settings().web().loginUrl())
                .ifPresent(url -> model.put("action", Map.of("label", texts.text("mail.sign_in"), "url", url)));
    }

    private String named(String key) {
        return texts.text(key, Map.of("application", head.settings().name()));
    }
}
