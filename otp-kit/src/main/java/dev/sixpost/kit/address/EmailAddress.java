package dev.sixpost.kit.address;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One mailbox: an ASCII dot-atom before the last {@code @}, a host name of at least two labels behind it. Quoted local
 * parts, address literals, comments, groups, lists and display names are refused by policy: what is accepted means the
 * same to every mail server.
 *
 * @param local the local part as typed
 * @param domain UTS 46 A-labels in lower case
 */
public record EmailAddress(String local, String domain) {
    private static final int MAX_OCTETS = 254;
    private static final int MAX_LOCAL = 64;
    private static final int MAX_TYPED = 512;
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*");

    /** Empty where the text is not one address we would mail to. Nothing is trimmed, nothing is repaired. */
    public static Optional<EmailAddress> parse(String typed) {
        int at = typed.lastIndexOf('@');
        if (at < 1 || typed.length() > MAX_TYPED) {
            return Optional.empty();
        }
        String local = typed.substring(0, at);
        if (local.length() > MAX_LOCAL || !LOCAL.matcher(local).matches()) {
            return Optional.empty();
        }
        return DomainName.toAscii(typed.substring(at + 1))
                .filter(domain -> local.length() + 1 + domain.length() <= MAX_OCTETS)
                .map(domain -> new EmailAddress(local, domain));
    }

    /** What addresses are compared by: ASCII letters of the local part lower-cased, nothing else folded. */
    public String canonical() {
        return local.toLowerCase(Locale.ROOT) + "@" + domain;
    }

    /** Whether an address, as somebody typed it, is the one with this canonical form. */
    public static boolean isCanonicalOf(String canonical, String typed) {
        return typed.regionMatches(true, 0, canonical, 0, canonical.indexOf('@') + 1)
                && parse(typed)
                        .map(EmailAddress::canonical)
                        .filter(canonical::equals)
                        .isPresent();
    }

    /** Where the mail goes: the local part as typed. */
    public String recipient() {
        return local + "@" + domain;
    }

    /** What may be shown to whoever asked. */
    public String masked() {
        return mask(canonical());
    }

    /** The first character and the domain of a canonical address; nothing of what is no address. */
    public static String mask(String canonical) {
        int at = canonical.lastIndexOf('@');
        return at < 1 ? "•••" : canonical.charAt(0) + "•••" + canonical.substring(at);
    }

    /** An address is not for logs. */
    @Override
    public String toString() {
        return "EmailAddress";
    }
}
