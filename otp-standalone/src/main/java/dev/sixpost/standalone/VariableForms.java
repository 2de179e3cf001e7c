package dev.sixpost.standalone;

import java.util.Map;
import java.util.function.Supplier;

/** Each variable also has a {@code …_FILE} form, and nobody may set both. A blank value is none. */
public final class VariableForms {
    private static final String FILE = "_FILE";

    private VariableForms() {}

    /** Whether it is set in either form. */
    public static boolean isSet(Map<String, String> variables, String name) {
        return !variables.getOrDefault(name, "").isBlank()
                || !variables.getOrDefault(name + FILE, "").isBlank();
    }

    public static void putUnlessSet(Map<String, String> variables, String name, Supplier<String> value) {
        if (!isSet(variables, name)) {
            variables.put(name, value.get());
        }
    }

    /** The new value stands for what was set before, in whichever form. */
    public static void replace(Map<String, String> variables, String name, String value) {
        variables.put(name, value);
        variables.remove(name + FILE);
    }
}
