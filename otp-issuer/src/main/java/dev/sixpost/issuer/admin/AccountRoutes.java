package dev.sixpost.issuer.admin;

import dev.sixpost.issuer.decide.Mailbox;
import dev.sixpost.issuer.store.AddressBook;
import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.ops.AdminToken;
import dev.sixpost.kit.ops.Answer;
import dev.sixpost.kit.ops.OpsProblem;
import dev.sixpost.kit.ops.OpsRoute;
import dev.sixpost.kit.ops.Question;
import dev.sixpost.schemas.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operators' routes about one address of an application: look it up, erase it, end its lock. */
public final class AccountRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(AccountRoutes.class);
    private static final String ACCOUNT = "/admin/v1/applications/{id}/accounts/{email}";
    private static final String LOCK = "/admin/v1/applications/{id}/locks/{email}";
    private static final Pattern APPLICATION = Pattern.compile("[a-z][a-z0-9-]{1,62}");

    private final AdminToken token;
    private final Supplier<Optional<Support>> support;

    /** @param support empty until the service has started */
    public AccountRoutes(AdminToken token, Supplier<Optional<Support>> support) {
        this.token = token;
        this.support = support;
    }

    public List<OpsRoute> all() {
        return List.of(
                route("GET", ACCOUNT, AccountRoutes::account),
                route("DELETE", ACCOUNT, (desk, mailbox) -> {
                    desk.erase(mailbox);
                    return Answer.empty(204);
                }),
                route("DELETE", LOCK, (desk, mailbox) -> {
                    desk.unlock(mailbox);
                    return Answer.empty(204);
                }));
    }

    private interface Doing {
        Answer with(Support support, Mailbox mailbox) throws Exception;
    }

    private OpsRoute route(String method, String path, Doing doing) {
        return new OpsRoute(method, path, question -> answer(question, doing));
    }

    private Answer answer(Question question, Doing doing) throws InterruptedException {
        if (!token.admits(question.header("authorization").map(List::of).orElse(List.of()))) {
            return OpsProblem.UNAUTHORIZED
                    .answer("Administration needs the installation's token.")
                    .with("WWW-Authenticate", "Bearer");
        }
        Optional<Mailbox> mailbox = mailbox(question);
        if (mailbox.isEmpty()) {
            return OpsProblem.INVALID_REQUEST.fault("The path names no application and address.");
        }
        Optional<Support> desk = support.get();
        if (desk.isEmpty()) {
            return unavailable();
        }
        try {
            return doing.with(desk.get(), mailbox.get());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // Its message may quote the address.
            LOG.atWarn().addKeyValue("fault", e.getClass().getName()).log("operators' request is to be repeated");
            return unavailable();
        }
    }

    private static Optional<Mailbox> mailbox(Question question) {
        String application = question.parameter("id");
        return APPLICATION.matcher(application).matches()
                ? EmailAddress.parse(question.parameter("email"))
                        .map(address -> new Mailbox(application, address.canonical()))
                : Optional.empty();
    }

    private static Answer account(Support support, Mailbox mailbox) {
        return support.find(mailbox)
                .map(entry -> Answer.json(200, Json.LENIENT.writeValueAsString(body(mailbox, entry))))
                .orElseGet(() -> OpsProblem.UNKNOWN_ACCOUNT.answer("Nothing is known of this address."));
    }

    private static Map<String, Object> body(Mailbox mailbox, AddressBook.Entry entry) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("application", mailbox.application());
        body.put("email", mailbox.email());
        body.put("emailVerified", entry.firstVerifiedAt() != null);
        add(body, "firstVerifiedAt", entry.firstVerifiedAt());
        add(body, "verifiedAt", entry.verifiedAt());
        add(body, "accountId", entry.accountId());
        add(body, "name", entry.name());
        add(body, "locale", entry.locale());
        if (entry.attributes() != null) {
            body.put("attributes", entry.attributes());
        }
        add(body, "signedUpAt", entry.signedUpAt());
        add(body, "lockedUntil", entry.lockedUntil());
        add(body, "refusedUntil", entry.refusedUntil());
        return body;
    }

    private static void add(Map<String, Object> body, String name, @Nullable Object value) {
        if (value != null) {
            body.put(name, value.toString());
        }
    }

    private static Answer unavailable() {
        return OpsProblem.UNAVAILABLE
                .answer("Not done, or not told to everybody; repeating it is safe.")
                .with("Retry-After", "1");
    }
}
