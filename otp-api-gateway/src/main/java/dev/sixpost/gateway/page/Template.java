package dev.sixpost.gateway.page;

import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Markup with places to fill in: <code>{{name}}</code> is escaped, <code>{{{name}}}</code> is markup already. */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{\\{\\{([\\w.]+)}}}|\\{\\{([\\w.]+)}}");

    private final String markup;

    private Template(String markup) {
        this.markup = markup;
    }

    static Template read(String name) {
        return new Template(Resource.read(name));
    }

    String fill(UnaryOperator<String> values) {
        return PLACE.matcher(markup).replaceAll(place -> Matcher.quoteReplacement(value(place, values)));
    }

    private static String value(MatchResult place, UnaryOperator<String> values) {
        return place.group(1) != null ? values.apply(place.group(1)) : Html.escape(values.apply(place.group(2)));
    }
}
