package dev.sixpost.gateway.form;

import dev.sixpost.kit.text.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which languages an Accept-Language header likes best. */
public final class Locales {
    private static final int MAX_HEADER = 512;
    private static final Pattern RANGE =
            Pattern.compile("\\s*([A-Za-z0-9-]{1,35})\\s*(?:;\\s*q\\s*=\\s*(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)\\s*)?");

    private Locales() {}

    /** The languages, the best first; what is malformed, unwanted or a wildcard is passed over. */
    public static List<String> ranked(List<String> acceptLanguage) {
        String header = String.join(",", acceptLanguage);
        if (header.length() > MAX_HEADER) {
            return List.of();
        }
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String item : header.split(",", -1)) {
            Matcher range = RANGE.matcher(item);
            if (range.matches() && Tag.isWellFormed(range.group(1))) {
                double weight = range.group(2) == null ? 1 : Double.parseDouble(range.group(2));
                weights.merge(range.group(1), weight, Math::max);
            }
        }
        return weights.entrySet().stream()
                .filter(language -> language.getValue() > 0)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }
}
