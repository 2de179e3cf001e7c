package dev.sixpost.house.sample.kit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Touches the database, which is the issuer's alone. */
public final class OpensDatabase {
    private OpensDatabase() {}

    public static Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sample");
    }
}
