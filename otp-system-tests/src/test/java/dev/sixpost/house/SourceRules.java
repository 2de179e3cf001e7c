package dev.sixpost.house;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What no file of the repository may contain. The patterns are written so that they do not match themselves. */
final class SourceRules {
    private static final int MAX_LINES = 250;
    private static final Set<String> COUNTED =
            Set.of(".java", ".sql", ".js", ".mjs", ".css", ".sh", ".ftlh", ".ftl", ".py");

    private static final Map<String, Pattern> ANYWHERE = anywhere();
    private static final Map<String, Pattern> IN_JAVA = inJava();

    private SourceRules() {}

    /** What is wrong with a file, one line each. */
    static List<String> problems(String path, String text) {
        List<String> problems = new ArrayList<>();
        long lines = text.lines().count();
        if (COUNTED.stream().anyMatch(path::endsWith) && lines > MAX_LINES) {
            problems.add(path + " has " + lines + " lines, more than " + MAX_LINES);
        }
        find(ANYWHERE, path, text, problems);
        if (path.endsWith(".java")) {
            find(IN_JAVA, path, text, problems);
        }
        return problems;
    }

    private static void find(Map<String, Pattern> rules, String path, String text, List<String> problems) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            for (Map.Entry<String, Pattern> rule : rules.entrySet()) {
                if (rule.getValue().matcher(line).find()) {
                    problems.add(path + ":" + number + " has " + rule.getKey());
                }
            }
        }
    }

    private static Map<String, Pattern> anywhere() {
        Map<String, Pattern> rules = new LinkedHashMap<>();
        rules.put("a note to self", Pattern.compile("\\b(TO[D]O|FIX[M]E|XX[X]|HAC[K])\\b"));
        rules.put("a path of somebody's machine", Pattern.compile("(?<![\\w.~])/(ro[o]t|ho[m]e|Use[r]s|wor[k])/\\w"));
        rules.put(
                "the host of a registry",
                Pattern.compile("(?i)registry\\.np[m]js|repo1?\\.mav[e]n|arti[f]actory|jfr[o]g|index\\.dock[e]r\\.io"
                        + "|gh[c]r\\.io|qua[y]\\.io|py[p]i\\.org"));
        return rules;
    }

    private static Map<String, Pattern> inJava() {
        Map<String, Pattern> rules = new LinkedHashMap<>();
        rules.put("a test that is switched off", Pattern.compile("@Dis[a]bled\\b"));
        rules.put("a sleep", Pattern.compile("\\bThread\\.sle[e]p\\("));
        rules.put("randomness without a seed", Pattern.compile("\\bnew Ran[d]om\\(\\)"));
        rules.put(
                "a name that says nothing",
                Pattern.compile(
                        "\\b(class|record|interface|enum) \\w*" + "(Imp[l]|Manage[r]|Uti[l]s?|Helpe[r]|Bas[e])\\b"));
        return rules;
    }
}
