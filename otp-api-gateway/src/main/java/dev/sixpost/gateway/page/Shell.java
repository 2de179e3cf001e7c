package dev.sixpost.gateway.page;

import dev.sixpost.gateway.http.Response;
import dev.sixpost.kit.brand.Colour;
import dev.sixpost.kit.brand.Palette;
import dev.sixpost.kit.brand.SafeUrl;
import dev.sixpost.kit.text.Texts;
import dev.sixpost.schemas.ApplicationConfigured.Branding;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What is around the content of every page for people: name or logo, colours, language, and a policy that lets a browser load
 * this gateway's own files and the logo, and nothing else. References are relative, so that a proxy may put a path in front.
 */
record Shell(Texts texts, String name, Branding branding) {
    static final Branding UNBRANDED = new Branding(null, null, null, null);

    private static final Template DOCUMENT = Template.read("shell.html");

    /**
     * Answers with a page.
     *
     * @param title key of a text; the content has it as <code>{{title}}</code>, texts by their keys, the rest from {@code values}
     * @param script a file of the assets, or empty
     */
    Response page(int status, String title, String script, Template content, Map<String, String> values) {
        String colours = colours();
        String heading = texts.text(title);
        String main = content.fill(name -> name.equals("title") ? heading : value(name, values));
        Map<String, String> around = Map.of(
                "title",
                name.isEmpty() ? heading : heading + " · " + name,
                "colours",
                colours,
                "script",
                script.isEmpty() ? "" : "<script type=\"module\" src=\"../assets/" + script + "\"></script>",
                "header",
                header(),
                "main",
                main,
                "footer",
                footer());
        return Response.text(status, "text/html; charset=utf-8", DOCUMENT.fill(name -> value(name, around)))
                .with("Content-Security-Policy", policy(colours))
                .with("Content-Language", texts.language())
                .with("Referrer-Policy", "no-referrer")
                .with("Cross-Origin-Opener-Policy", "same-origin")
                .with("Cache-Control", "no-store");
    }

    private String value(String name, Map<String, String> values) {
        return switch (name) {
            case "language" -> texts.language();
            case "locale" -> texts.locale();
            case "direction" -> texts.direction();
            case "tick" -> Html.TICK;
            default -> name.startsWith("web.") ? texts.text(name) : values.getOrDefault(name, "");
        };
    }

    private String policy(String colours) {
        return "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-" + Html.sha256(colours)
                + "'; img-src 'self'" + logoOrigin()
                + "; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private String logoOrigin() {
        return SafeUrl.picture(branding.logoUrl())
                .map(URI::create)
                .map(logo -> " " + logo.getScheme() + "://" + logo.getRawAuthority())
                .orElse("");
    }

    private String colours() {
        Palette palette = Palette.of(branding.primaryColor());
        Palette.Shade light = palette.light();
        Palette.Shade dark = palette.dark();
        return ":root{--fill:" + both(light.fill(), dark.fill()) + "--on-fill:" + both(light.onFill(), dark.onFill())
                + "--accent:" + both(light.accent(), dark.accent()) + "}";
    }

    private static String both(Colour light, Colour dark) {
        return "light-dark(" + light.css() + "," + dark.css() + ");";
    }

    private String header() {
        String escaped = Html.escape(name);
        Optional<String> logo = SafeUrl.picture(branding.logoUrl());
        if (logo.isPresent()) {
            return "<img src=\"" + Html.escape(logo.get()) + "\" alt=\"" + escaped + "\">";
        }
        if (name.isEmpty()) {
            return "";
        }
        String initial = Html.escape(name.substring(0, name.offsetByCodePoints(0, 1)));
        return "<span class=\"mark\" aria-hidden=\"true\">" + initial + "</span><span>" + escaped + "</span>";
    }

    private String footer() {
        StringBuilder footer = new StringBuilder();
        String support = branding.supportEmail();
        if (support != null) {
            String address = Html.escape(support);
            String link = "<a href=\"mailto:" + address + "\"><bdi>" + address + "</bdi></a>";
            String help = Html.escape(texts.text("web.page.help", Map.of("email", "\0")));
            footer.append("<p>").append(help.replace("\0", link)).append("</p>");
        }
        if (branding.footer() != null) {
            footer.append("<p>").append(Html.escape(branding.footer())).append("</p>");
        }
        return footer.toString();
    }
}
