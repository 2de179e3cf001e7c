package dev.sixpost.issuer.store;

/** How PostgreSQL is reached. */
public record Database(String url, String username, String password) {

    /** The password is a secret, and so may be the URL. */
    @Override
    public String toString() {
        return "Database";
    }
}
