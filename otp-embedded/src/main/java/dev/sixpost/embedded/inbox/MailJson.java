package dev.sixpost.embedded.inbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Mails with the member names of Mailpit's API. */
final class MailJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private MailJson() {}

    static byte[] bytes(Object value) {
        return JSON.writeValueAsBytes(value);
    }

    /**
     * A page of a list.
     *
     * @param total of the whole inbox
     * @param found that match, of which {@code page} begins at {@code start}
     */
    static Map<String, Object> list(int total, int found, int start, List<StoredMail> page) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("total", total);
        json.put("unread", 0);
        json.put("count", page.size());
        json.put("messages_count", found);
        json.put("messages_unread", 0);
        json.put("start", start);
        json.put("tags", List.of());
        json.put("messages", page.stream().map(MailJson::summary).toList());
        return json;
    }

    static Map<String, Object> summary(StoredMail mail) {
        Map<String, Object> json = common(mail);
        json.put("Read", true);
        json.put("Created", mail.created().toString());
        json.put("Attachments", 0);
        return json;
    }

    static Map<String, Object> message(StoredMail mail, MailParser.Texts texts) {
        Map<String, Object> json = common(mail);
        json.put("ReturnPath", mail.returnPath());
        json.put("Date", mail.created().toString());
        json.put("Text", texts.text());
        json.put("HTML", texts.html());
        json.put("Inline", List.of());
        json.put("Attachments", List.of());
        return json;
    }

    private static Map<String, Object> common(StoredMail mail) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ID", mail.id());
        json.put("MessageID", mail.messageId());
        json.put("From", person(mail.from()));
        json.put("To", people(mail.to()));
        json.put("Cc", people(mail.cc()));
        json.put("Bcc", List.of());
        json.put("ReplyTo", people(mail.replyTo()));
        json.put("Subject", mail.subject());
        json.put("Tags", List.of());
        json.put("Size", mail.size());
        return json;
    }

    private static List<Map<String, Object>> people(List<StoredMail.Mailbox> mailboxes) {
        return mailboxes.stream().map(MailJson::person).toList();
    }

    private static Map<String, Object> person(StoredMail.Mailbox mailbox) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("Name", mailbox.name());
        json.put("Address", mailbox.address());
        return json;
    }
}
