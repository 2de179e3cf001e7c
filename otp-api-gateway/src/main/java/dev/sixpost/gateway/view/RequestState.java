package dev.sixpost.gateway.view;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Subject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one request.
 *
 * @param acceptedMillis none where another instance accepted it
 * @param answer absent until the outcome has been seen
 */
public record RequestState(
        String application,
        Id subjectId,
        Purpose purpose,
        String maskedEmail,
        long acceptedMillis,
        @Nullable Answer answer) {

    /** One that is asked for. */
    public static RequestState of(String application, EmailAddress email, Purpose purpose) {
        return new RequestState(application, Subject.of(application, email.canonical()), purpose, email.masked());
    }

    /** One that was asked for and is neither accepted nor answered. */
    public RequestState(String application, String subject, Purpose purpose, String maskedEmail) {
        this(application, Id.of(subject), purpose, maskedEmail, Millis.NONE, null);
    }

    public String subject() {
        return subjectId.text();
    }

    public @Nullable Instant acceptedAt() {
        return Millis.at(acceptedMillis);
    }

    private boolean isOf(String otherApplication, Id otherSubject) {
        return application.equals(otherApplication) && subjectId.equals(otherSubject);
    }

    /** The same, and of before that moment as far as is known. */
    boolean isOf(String otherApplication, Id otherSubject, Instant moment) {
        Answer known = answer;
        Instant begun = known != null ? known.at() : acceptedAt();
        return isOf(otherApplication, otherSubject) && (begun == null || begun.isBefore(moment));
    }

    /** Whether both ask for the same. */
    public boolean asksAs(RequestState other) {
        return asksFor(other.application, other.subjectId, other.purpose);
    }

    boolean asksFor(String otherApplication, Id otherSubject, Purpose otherPurpose) {
        return isOf(otherApplication, otherSubject) && purpose == otherPurpose;
    }

    public RequestState accepted(Instant at) {
        return new RequestState(application, subjectId, purpose, maskedEmail, Millis.of(at), answer);
    }

    public RequestState answered(Answer outcome) {
        return new RequestState(application, subjectId, purpose, maskedEmail, acceptedMillis, outcome);
    }
}
