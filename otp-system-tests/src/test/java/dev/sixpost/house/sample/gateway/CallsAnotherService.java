package dev.sixpost.house.sample.gateway;

import dev.sixpost.house.sample.issuer.DatabaseUtil;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Depends on another service, and calls one. */
public final class CallsAnotherService {
    private CallsAnotherService() {}

    public static String ask(HttpClient client) throws IOException, InterruptedException {
        HttpRequest question =
                HttpRequest.newBuilder(URI.create(DatabaseUtil.name())).build();
        return client.send(question, HttpResponse.BodyHandlers.ofString()).body();
    }
}
