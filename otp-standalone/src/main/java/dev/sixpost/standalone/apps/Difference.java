package dev.sixpost.standalone.apps;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What changes between two documents, a line for each value that goes ({@code -}) or comes ({@code +}). Pure. */
final class Difference {
    private Difference() {}

    static List<String> between(JsonNode before, JsonNode after) {
        Map<String, String> old = flat(before);
        Map<String, String> fresh = flat(after);
        TreeSet<String> places = new TreeSet<>(old.keySet());
        places.addAll(fresh.keySet());
        List<String> lines = new ArrayList<>();
        for (String place : places) {
            String gone = old.getOrDefault(place, "");
            String come = fresh.getOrDefault(place, "");
            if (!gone.equals(come)) {
                add(lines, "- ", place, gone);
                add(lines, "+ ", place, come);
            }
        }
        return lines;
    }

    private static void add(List<String> lines, String sign, String place, String value) {
        if (!value.isEmpty()) {
            lines.add(sign + place + ": " + value);
        }
    }

    /** Objects are taken apart, lists are values. */
    private static Map<String, String> flat(JsonNode document) {
        Map<String, String> values = new TreeMap<>();
        flatten("", document, values);
        return values;
    }

    private static void flatten(String place, JsonNode node, Map<String, String> into) {
        if (node.isObject()) {
            node.propertyStream()
                    .forEach(member -> flatten(
                            place.isEmpty() ? member.getKey() : place + "." + member.getKey(),
                            member.getValue(),
                            into));
        } else {
            into.put(place, node.toString());
        }
    }
}
