package dev.sixpost.kit.address;

import dev.sixpost.schemas.ApplicationConfigured;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which addresses an application takes: a pure function of its settings and the list of disposable domains. */
public final class AddressPolicy {
    private final DisposableDomains disposable;
    private final Set<String> own;

    /** @param own canonical addresses mail is sent from: mailing to them would go round in circles */
    public AddressPolicy(DisposableDomains disposable, Set<String> own) {
        this.disposable = disposable;
        this.own = Set.copyOf(own);
    }

    /** Why an address is not taken, by the name of the HTTP problem. */
    public enum Refusal {
        DOMAIN_NOT_ALLOWED("domain-not-allowed"),
        ADDRESS_NOT_ALLOWED("address-not-allowed");

        private final String problem;

        Refusal(String problem) {
            this.problem = problem;
        }

        public String problem() {
            return problem;
        }
    }

    /**
     * The first rule that is broken: {@code onlyDomains} names domains and not those below them, {@code blockedDomains}
     * and the disposable ones stand for those below them too.
     */
    public Optional<Refusal> refusal(EmailAddress address, ApplicationConfigured settings) {
        ApplicationConfigured.Emails rules = settings.emails();
        String domain = address.domain();
        boolean open = rules.onlyDomains().isEmpty()
                || rules.onlyDomains().stream().anyMatch(only -> domain.equals(ascii(only)));
        if (!open
                || isAtOrBelow(domain, rules.blockedDomains())
                || (rules.blockDisposable() && disposable.contain(domain))) {
            return Optional.of(Refusal.DOMAIN_NOT_ALLOWED);
        }
        boolean plus = address.local().indexOf('+') >= 0;
        return (plus && !rules.allowPlusAddressing()) || isOurs(address.canonical(), settings.sender())
                ? Optional.of(Refusal.ADDRESS_NOT_ALLOWED)
                : Optional.empty();
    }

    private boolean isOurs(String canonical, ApplicationConfigured.Sender sender) {
        String email = sender.email();
        return own.contains(canonical)
                || (email != null
                        && beginsAlike(canonical, email)
                        && EmailAddress.parse(email)
                                .map(EmailAddress::canonical)
                                .filter(canonical::equals)
                                .isPresent());
    }

    /** Spares nearly every request the reading of the sender's address. */
    private static boolean beginsAlike(String canonical, String email) {
        return email.regionMatches(true, 0, canonical, 0, canonical.indexOf('@') + 1);
    }

    private static boolean isAtOrBelow(String domain, List<String> blocked) {
        return blocked.stream()
                .map(AddressPolicy::ascii)
                .anyMatch(one -> domain.equals(one) || domain.endsWith("." + one));
    }

    /** Of a domain in the settings; most are in ASCII, and lists may be long. */
    private static String ascii(String typed) {
        return typed.chars().allMatch(c -> c < 0x80)
                ? typed.toLowerCase(Locale.ROOT)
                : DomainName.toAscii(typed).orElse(typed);
    }
}
