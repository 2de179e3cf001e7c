package dev.sixpost.kit.address;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Domains of mailboxes that anybody may open for a few minutes. Each stands for its subdomains as well. */
public final class DisposableDomains {
    private static final String RESOURCE = "disposable-domains.txt";
    private static final String EXCEPTION = "!";
    private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

    private final Set<String> listed;
    private final Set<String> excepted;

    private DisposableDomains(Set<String> listed, Set<String> excepted) {
        this.listed = Set.copyOf(listed);
        this.excepted = Set.copyOf(excepted);
    }

    /** Those this version comes with. */
    public static DisposableDomains shipped() {
        try (InputStream found = DisposableDomains.class.getResourceAsStream(RESOURCE)) {
            if (found == null) {
                throw new IllegalStateException(RESOURCE + " is not there");
            }
            return new DisposableDomains(Set.of(), Set.of())
                    .and(new String(found.readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * With further ones, by white space or commas; {@code !example.com} takes a domain and its subdomains off the list,
     * {@code #} begins a comment.
     *
     * @throws IllegalArgumentException where something is no domain
     */
    public DisposableDomains and(String text) {
        Set<String> more = new HashSet<>(listed);
        Set<String> exceptions = new HashSet<>(excepted);
        text.lines().map(DisposableDomains::withoutComment).forEach(line -> {
            for (String word : SEPARATOR.split(line, -1)) {
                if (word.startsWith(EXCEPTION)) {
                    exceptions.add(domain(word.substring(EXCEPTION.length())));
                } else if (!word.isEmpty()) {
                    more.add(domain(word));
                }
            }
        });
        return new DisposableDomains(more, exceptions);
    }

    /** Whether a domain, in A-labels, or one above it is listed; the nearest entry counts. */
    public boolean contain(String domain) {
        for (String at = domain; ; at = at.substring(at.indexOf('.') + 1)) {
            if (excepted.contains(at)) {
                return false;
            }
            if (listed.contains(at)) {
                return true;
            }
            if (at.indexOf('.') < 0) {
                return false;
            }
        }
    }

    private static String withoutComment(String line) {
        int start = line.indexOf('#');
        return start < 0 ? line : line.substring(0, start);
    }

    private static String domain(String word) {
        return DomainName.toAscii(word)
                .orElseThrow(() -> new IllegalArgumentException("holds something that is no domain"));
    }
}
