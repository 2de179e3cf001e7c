package dev.sixpost.gateway.view;

import dev.sixpost.schemas.Purpose;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one request.
 *
 * @param acceptedAt absent where another instance accepted it
 * @param answer absent until the outcome has been seen
 */
public record RequestState(
        String application,
        String subject,
        Purpose purpose,
        String maskedEmail,
        @Nullable Instant acceptedAt,
        @Nullable Answer answer) {

    boolean isOf(String otherApplication, String otherSubject) {
        return application.equals(otherApplication) && subject.equals(otherSubject);
    }

    public boolean belongsTo(String otherApplication, String otherSubject, Purpose otherPurpose) {
        return application.equals(otherApplication) && subject.equals(otherSubject) && purpose == otherPurpose;
    }

    RequestState accepted(Instant at) {
        return new RequestState(application, subject, purpose, maskedEmail, at, answer);
    }

    RequestState answered(Answer outcome) {
        return new RequestState(application, subject, purpose, maskedEmail, acceptedAt, outcome);
    }
}
