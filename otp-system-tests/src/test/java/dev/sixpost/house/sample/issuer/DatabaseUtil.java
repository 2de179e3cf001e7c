package dev.sixpost.house.sample.issuer;

/** Has a name that says nothing, prints, and sleeps. */
public final class DatabaseUtil {
    private DatabaseUtil() {}

    public static String name() {
        System.out.println("sample");
        return "http://localhost";
    }

    public static void hold() throws InterruptedException {
        Thread.sleep(1);
    }
}
