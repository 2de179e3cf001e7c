package dev.sixpost.embedded.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Mailpit's search as far as tests use it: {@code to:}, {@code cc:}, {@code from:}, {@code subject:},
 * {@code message-id:} and plain words, all of which have to be found, whatever their case.
 */
final class MailQuery {

    private static final Pattern TERM = Pattern.compile("(?:(to|cc|from|subject|message-id):)?(?:\"([^\"]*)\"|(\\S+))");

    private MailQuery() {}

    static Predicate<StoredMail> parse(String query) {
        List<Predicate<StoredMail>> terms = new ArrayList<>();
        Matcher found = TERM.matcher(query);
        while (found.find()) {
            String field = found.group(1) == null ? "" : found.group(1);
            String wanted = lower(found.group(2) != null ? found.group(2) : found.group(3));
            terms.add(mail -> values(mail, field).anyMatch(value -> lower(value).contains(wanted)));
        }
        return mail -> terms.stream().allMatch(term -> term.test(mail));
    }

    private static Stream<String> values(StoredMail mail, String field) {
        return switch (field) {
            case "to" -> people(mail.to());
            case "cc" -> people(mail.cc());
            case "from" -> people(List.of(mail.from()));
            case "subject" -> Stream.of(mail.subject());
            case "message-id" -> Stream.of(mail.messageId());
            default ->
                Stream.of(people(mail.to()), people(List.of(mail.from())), Stream.of(mail.subject()))
                        .flatMap(s -> s);
        };
    }

    private static Stream<String> people(List<StoredMail.Mailbox> mailboxes) {
        return mailboxes.stream().flatMap(mailbox -> Stream.of(mailbox.address(), mailbox.name()));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
