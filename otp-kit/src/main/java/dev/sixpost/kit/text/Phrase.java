package dev.sixpost.kit.text;

import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.MessagePattern.ArgType;
import com.ibm.icu.text.MessagePattern.Part;
import com.ibm.icu.text.PluralRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One text: words, arguments {@code {name}}, and plurals {@code {count, plural, =0 {…} one {# …} other {# …}}} of the ICU
 * message format, not inside each other; nothing else of it. An apostrophe is an apostrophe and quotes nothing. Compiled
 * once, safe for many threads.
 */
public final class Phrase {
    private sealed interface Piece {}

    private record Words(String text) implements Piece {}

    private record Argument(String name) implements Piece {}

    /** The count of the plural around it, in ASCII digits. */
    private record Count() implements Piece {}

    private record Plural(String name, Map<Long, List<Piece>> exact, Map<String, List<Piece>> categories)
            implements Piece {}

    private final String source;
    private final PluralRules rules;
    private final List<Piece> pieces;

    private Phrase(String source, PluralRules rules, List<Piece> pieces) {
        this.source = source;
        this.rules = rules;
        this.pieces = pieces;
    }

    /** IllegalArgumentException where the text is malformed; its message may be shown to whoever wrote the text. */
    static Phrase compile(String text, PluralRules rules) {
        String source = text.replace('\'', '’');
        try {
            Reader reader = new Reader(new MessagePattern(source));
            return new Phrase(source, rules, reader.message(0, false));
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("too deeply nested", e);
        }
    }

    /** As it is written in the message file. */
    public String source() {
        return source;
    }

    /** The names of its arguments. */
    public Set<String> arguments() {
        Set<String> names = new TreeSet<>();
        collect(pieces, names);
        return names;
    }

    /** The names of those that are counted, and have to be numbers. */
    Set<String> counted() {
        Set<String> names = new TreeSet<>();
        for (Piece piece : pieces) {
            if (piece instanceof Plural plural) {
                names.add(plural.name());
            }
        }
        return names;
    }

    /** The categories its plurals distinguish; empty where it has none. */
    Set<String> categories() {
        Set<String> found = new TreeSet<>();
        for (Piece piece : pieces) {
            if (piece instanceof Plural plural) {
                found.addAll(plural.categories().keySet());
            }
        }
        return found;
    }

    /** IllegalArgumentException where an argument is missing, or the count of a plural is no number. */
    public String with(Map<String, ?> arguments) {
        StringBuilder out = new StringBuilder(source.length() + 32);
        write(pieces, arguments, 0, out);
        return out.toString();
    }

    private void write(List<Piece> from, Map<String, ?> arguments, long count, StringBuilder out) {
        for (Piece piece : from) {
            switch (piece) {
                case Words(String words) -> out.append(words);
                case Count() -> out.append(count);
                case Argument(String name) -> out.append(value(arguments, name));
                case Plural plural -> {
                    if (!(value(arguments, plural.name()) instanceof Number number)) {
                        throw new IllegalArgumentException(plural.name() + " is no number");
                    }
                    long n = number.longValue();
                    write(form(plural, n), arguments, n, out);
                }
            }
        }
    }

    private List<Piece> form(Plural plural, long count) {
        List<Piece> exact = plural.exact().get(count);
        if (exact != null) {
            return exact;
        }
        List<Piece> other = plural.categories().getOrDefault(PluralRules.KEYWORD_OTHER, List.of());
        return plural.categories().getOrDefault(rules.select((double) count), other);
    }

    private static Object value(Map<String, ?> arguments, String name) {
        Object value = arguments.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no argument " + name);
        }
        return value;
    }

    private static void collect(List<Piece> from, Set<String> names) {
        for (Piece piece : from) {
            switch (piece) {
                case Words _, Count _ -> {}
                case Argument(String name) -> names.add(name);
                case Plural plural -> {
                    names.add(plural.name());
                    plural.exact().values().forEach(form -> collect(form, names));
                    plural.categories().values().forEach(form -> collect(form, names));
                }
            }
        }
    }

    /** From ICU's flat list of parts to pieces. */
    private record Reader(MessagePattern pattern) {

        List<Piece> message(int start, boolean inPlural) {
            List<Piece> found = new ArrayList<>();
            int limit = pattern.getLimitPartIndex(start);
            int from = pattern.getPart(start).getLimit();
            int i = start + 1;
            while (i <= limit) {
                Part part = pattern.getPart(i);
                words(from, part.getIndex(), found);
                if (part.getType() == Part.Type.REPLACE_NUMBER) {
                    found.add(new Count());
                } else if (part.getType() == Part.Type.ARG_START) {
                    found.add(argument(i, inPlural));
                    i = pattern.getLimitPartIndex(i);
                }
                from = pattern.getPart(i).getLimit();
                i++;
            }
            return List.copyOf(found);
        }

        private Piece argument(int start, boolean inPlural) {
            Part name = pattern.getPart(start + 1);
            ArgType type = pattern.getPart(start).getArgType();
            boolean plural = type == ArgType.PLURAL && !inPlural;
            if (name.getType() != Part.Type.ARG_NAME || !(plural || type == ArgType.NONE)) {
                throw new IllegalArgumentException("only {name} and, not inside each other, {count, plural, …}");
            }
            String text = pattern.getSubstring(name);
            return plural ? plural(text, start + 2, pattern.getLimitPartIndex(start)) : new Argument(text);
        }

        private Plural plural(String name, int start, int limit) {
            Map<Long, List<Piece>> exact = new HashMap<>();
            Map<String, List<Piece>> categories = new HashMap<>();
            if (pattern.getPluralOffset(start) != 0) {
                throw new IllegalArgumentException("a plural has no offset here");
            }
            int i = start;
            while (i < limit) {
                String selector = pattern.getSubstring(pattern.getPart(i));
                Part next = pattern.getPart(i + 1);
                boolean number = next.getType().hasNumericValue();
                int form = number ? i + 2 : i + 1;
                if (number) {
                    exact.put((long) pattern.getNumericValue(next), message(form, true));
                } else {
                    categories.put(selector, message(form, true));
                }
                i = pattern.getLimitPartIndex(form) + 1;
            }
            return new Plural(name, Map.copyOf(exact), Map.copyOf(categories));
        }

        private void words(int from, int to, List<Piece> found) {
            if (to > from) {
                found.add(new Words(pattern.getPatternString().substring(from, to)));
            }
        }
    }
}
