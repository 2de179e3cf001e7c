package dev.sixpost.standalone.doctor;

import dev.sixpost.kit.config.Environment;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Properties;

/** PostgreSQL: whether one can log in, its version, and that it is not a read-only copy. */
final class DatabaseCheck {
    private static final String ABOUT = "PostgreSQL";
    private static final int LEAST_VERSION = 140_000;
    private static final String SECONDS = "10";

    private final String url;
    private final Properties login;

    private DatabaseCheck(String url, Properties login) {
        this.url = url;
        this.login = login;
    }

    static DatabaseCheck of(Environment env) {
        Properties login = new Properties();
        login.setProperty("user", env.text("DATABASE_USERNAME", ""));
        login.setProperty("password", env.text("DATABASE_PASSWORD", ""));
        login.setProperty("loginTimeout", SECONDS);
        login.setProperty("socketTimeout", SECONDS);
        return new DatabaseCheck(env.required("DATABASE_URL"), login);
    }

    Finding look() {
        try (Connection connection = DriverManager.getConnection(url, login);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT current_setting('server_version_num')::int,"
                        + " current_setting('server_version'), pg_is_in_recovery()")) {
            found.next();
            String version = found.getString(2);
            if (found.getInt(1) < LEAST_VERSION) {
                return Finding.bad(ABOUT, "version " + version + " is older than 14");
            }
            return found.getBoolean(3)
                    ? Finding.bad(ABOUT, "this is a read-only copy; see DATABASE_URL")
                    : Finding.good(ABOUT, "version " + version + ", logged in");
        } catch (SQLException e) {
            return Finding.bad(ABOUT, reason(e.getSQLState() == null ? "" : e.getSQLState()));
        }
    }

    private static String reason(String state) {
        return switch (state.substring(0, Math.min(2, state.length())).toUpperCase(Locale.ROOT)) {
            case "08" -> "cannot be reached; see DATABASE_URL";
            case "28" -> "refuses the login; see DATABASE_USERNAME and DATABASE_PASSWORD";
            case "3D" -> "has no such database; see DATABASE_URL";
            default -> "does not answer as it should (SQL state " + state + ")";
        };
    }
}
