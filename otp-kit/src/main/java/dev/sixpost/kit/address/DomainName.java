package dev.sixpost.kit.address;

import com.ibm.icu.text.IDNA;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A mail domain, in whatever script, as lower-case A-labels. */
public final class DomainName {
    private static final int MAX_OCTETS = 253;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern ALL_DIGITS = Pattern.compile("[0-9]+");

    private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ
            | IDNA.CHECK_CONTEXTO
            | IDNA.USE_STD3_RULES);

    private DomainName() {}

    /**
     * Empty where it is no host name: fewer than two labels, a label that is too long or has characters UTS 46 does not
     * allow, an A-label that is not the form of what it decodes to, an address instead of a name.
     */
    public static Optional<String> toAscii(String typed) {
        if (typed.isEmpty() || typed.length() > MAX_OCTETS || hasOtherDots(typed)) {
            return Optional.empty();
        }
        IDNA.Info info = new IDNA.Info();
        String ascii =
                UTS46.nameToASCII(typed, new StringBuilder(), info).toString().toLowerCase(Locale.ROOT);
        if (info.hasErrors() || ascii.length() > MAX_OCTETS) {
            return Optional.empty();
        }
        String[] labels = ascii.split("\\.", -1);
        if (labels.length < 2 || ALL_DIGITS.matcher(labels[labels.length - 1]).matches()) {
            return Optional.empty();
        }
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return Optional.empty();
            }
        }
        return Optional.of(ascii);
    }

    /** UTS 46 maps other full stops to the ASCII one; in a mail address they are a disguise. */
    private static boolean hasOtherDots(String typed) {
        return typed.indexOf('\u3002') >= 0 || typed.indexOf('\uff0e') >= 0 || typed.indexOf('\uff61') >= 0;
    }
}
