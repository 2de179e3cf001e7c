package dev.sixpost.gateway.form;

import dev.sixpost.kit.crypto.ReportToken;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** A report, of valid form: the token of a mail. */
public record ReportForm(ReportToken token) {
    private static final Set<String> MEMBERS = Set.of("report");
    private static final int MAX_TOKEN = 256;

    public static ReportForm read(ObjectNode body) {
        Members members = new Members(body, MEMBERS);
        Optional<String> text = members.required("report", MAX_TOKEN);
        Optional<ReportToken> token = text.flatMap(ReportToken::parse);
        if (text.isPresent() && token.isEmpty()) {
            members.violation("/report", "Not the token of a mail.");
        }
        members.refuseIfInvalid();
        return new ReportForm(Members.sure(token));
    }
}
