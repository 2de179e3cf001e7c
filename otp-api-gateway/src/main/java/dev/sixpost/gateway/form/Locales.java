package dev.sixpost.gateway.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** BCP 47 tags: whether one is well-formed, and which ones an Accept-Language header likes best. */
public final class Locales {
    static final int MAX_LENGTH = 35;

    private static final int MAX_HEADER = 512;
    private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*");
    private static final Pattern RANGE =
            Pattern.compile("\\s*([A-Za-z0-9-]{1,35})\\s*(?:;\\s*q\\s*=\\s*(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)\\s*)?");

    private Locales() {}

    public static boolean wellFormed(String tag) {
        return tag.length() <= MAX_LENGTH && TAG.matcher(tag).matches();
    }

    /** The languages, the best first; what is malformed, unwanted or a wildcard is passed over. */
    public static List<String> ranked(List<String> acceptLanguage) {
        String header = String.join(",", acceptLanguage);
        if (header.length() > MAX_HEADER) {
            return List.of();
        }
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String item : header.split(",", -1)) {
            Matcher range = RANGE.matcher(item);
            if (range.matches() && wellFormed(range.group(1))) {
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
