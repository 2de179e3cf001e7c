package dev.sixpost.standalone.up;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** Names every port that cannot be had, before anything starts. */
final class PortCheck {
    private static final int FIRST_FOR_ALL = 1_024;

    private PortCheck() {}

    /** One sentence per port. */
    static List<String> problems(List<Layout.Port> ports, IntPredicate isFree) {
        List<String> problems = new ArrayList<>();
        Map<Integer, Layout.Port> taken = new HashMap<>();
        for (Layout.Port port : ports) {
            Layout.Port other = taken.putIfAbsent(port.number(), port);
            if (other != null) {
                problems.add("Port " + port.number() + " is meant for both " + other.what() + " and " + port.what()
                        + "; change " + other.variable() + " or " + port.variable() + ".");
            } else if (!isFree.test(port.number())) {
                problems.add("Port " + port.number() + " for " + port.what() + reason(port.number())
                        + "; stop what listens there or set " + port.variable() + " to another one.");
            }
        }
        return problems;
    }

    /** In which language a system says that it was the right that lacked, nobody knows. */
    private static String reason(int number) {
        return number < FIRST_FOR_ALL ? " is in use, or too low for anyone but an administrator" : " is in use";
    }
}
