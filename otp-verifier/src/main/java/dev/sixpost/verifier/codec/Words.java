package dev.sixpost.verifier.codec;

import dev.sixpost.schemas.Method;
import dev.sixpost.schemas.Purpose;

/** The stored numbers of what the contract names by words; they never change their meaning. */
final class Words {
    private Words() {}

    static int of(Purpose purpose) {
        return switch (purpose) {
            case SIGNUP -> 1;
            case LOGIN -> 2;
            case FORGOT_PASSWORD -> 3;
            case VERIFY_EMAIL -> 4;
        };
    }

    static Purpose purpose(int number) {
        for (Purpose purpose : Purpose.values()) {
            if (of(purpose) == number) {
                return purpose;
            }
        }
        throw new BrokenStateException();
    }

    static int of(Method method) {
        return switch (method) {
            case CODE -> 1;
            case LINK -> 2;
        };
    }

    static Method method(int number) {
        for (Method method : Method.values()) {
            if (of(method) == number) {
                return method;
            }
        }
        throw new BrokenStateException();
    }
}
