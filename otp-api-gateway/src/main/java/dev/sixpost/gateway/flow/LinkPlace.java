package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.form.VerifyForm;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.ProblemType;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.schemas.ApplicationConfigured;

/**
 * Where a link may be confirmed: in the browser that asked. A mail that somebody else caused opens nothing for them when
 * its receiver follows the link. A server is trusted to have its own rule; an application may allow any browser.
 */
final class LinkPlace {
    private final Secrets secrets;

    LinkPlace(Secrets secrets) {
        this.secrets = secrets;
    }

    /** Whether the page that asked may be told the outcome; refuses a browser that may not confirm. */
    boolean isForWhoAsked(ApplicationConfigured application, Request request, VerifyForm.ByLink form) {
        String secret = form.secret();
        if (application.link().anyBrowser()
                || (secret != null
                        && secrets.isRight(
                                secret, application.id(), form.token().request()))) {
            return true;
        }
        if (secret != null || request.fromBrowser()) {
            throw new Refused(Problem.of(ProblemType.WRONG_BROWSER));
        }
        return false;
    }
}
