package dev.sixpost.gateway;

import dev.sixpost.gateway.admin.Administration;
import dev.sixpost.gateway.flow.Admission;
import dev.sixpost.gateway.flow.Answers;
import dev.sixpost.gateway.flow.Guesses;
import dev.sixpost.gateway.flow.Ids;
import dev.sixpost.gateway.flow.LogOut;
import dev.sixpost.gateway.flow.Origins;
import dev.sixpost.gateway.flow.Publisher;
import dev.sixpost.gateway.flow.ReadApplication;
import dev.sixpost.gateway.flow.ReadStatus;
import dev.sixpost.gateway.flow.RefreshSession;
import dev.sixpost.gateway.flow.ReportOtp;
import dev.sixpost.gateway.flow.RequestOtp;
import dev.sixpost.gateway.flow.Secrets;
import dev.sixpost.gateway.flow.Shares;
import dev.sixpost.gateway.flow.SignUp;
import dev.sixpost.gateway.flow.Statuses;
import dev.sixpost.gateway.flow.StreamStatus;
import dev.sixpost.gateway.flow.VerifyCode;
import dev.sixpost.gateway.http.FloodGate;
import dev.sixpost.gateway.http.Guards;
import dev.sixpost.gateway.http.Pace;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.http.Route;
import dev.sixpost.gateway.http.Routes;
import dev.sixpost.gateway.page.Assets;
import dev.sixpost.gateway.page.Documents;
import dev.sixpost.gateway.page.Language;
import dev.sixpost.gateway.page.Pages;
import dev.sixpost.gateway.session.Revocations;
import dev.sixpost.gateway.session.Sessions;
import dev.sixpost.gateway.token.Tokens;
import dev.sixpost.gateway.view.Handovers;
import dev.sixpost.gateway.view.Verdicts;
import dev.sixpost.gateway.view.View;
import dev.sixpost.gateway.view.Watches;
import dev.sixpost.kit.address.AddressPolicy;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.kit.text.Messages;
import dev.sixpost.schemas.ApplicationConfigured;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Which class answers which route. */
record GatewayRoutes(
        Function<String, Optional<ApplicationConfigured>> applications,
        AddressPolicy addresses,
        Keys keys,
        Ids ids,
        Publisher publisher,
        View view,
        Watches watches,
        Verdicts verdicts,
        Handovers handovers,
        Revocations revocations,
        BrokerClock clock,
        Tokens tokens,
        Administration administration,
        Messages messages,
        String publicUrl) {

    Routes routes(int maxStreams, MeterRegistry registry) {
        Admission admission =
                new Admission(applications, new FloodGate(System::nanoTime), new Pace(System::nanoTime), addresses);
        Language language = new Language(messages);
        Guesses guesses = new Guesses(keys.current(), ids);
        Secrets secrets = new Secrets(keys);
        Sessions sessions = new Sessions(tokens, keys);
        RefreshSession refresh = new RefreshSession(admission, sessions, revocations, clock);
        LogOut logOut = new LogOut(admission, sessions, revocations, publisher, clock);
        Statuses statuses = new Statuses(admission, view, handovers, secrets, clock);
        Answers answers = new Answers(view, watches, clock);
        RequestOtp request = new RequestOtp(admission, ids, secrets, publisher, answers, language, clock);
        VerifyCode verify =
                new VerifyCode(admission, secrets, guesses, publisher, verdicts, view, tokens, sessions, clock);
        StreamStatus stream = new StreamStatus(statuses, watches, clock, maxStreams, registry);

        List<Route> routes = new ArrayList<>();
        Shares shares = new Shares(Shares.MOST);
        routes.add(Route.of("POST", "/v1/{application}/otp", Guards.posting(shares.within(request))));
        routes.add(Route.of("POST", "/v1/{application}/otp/verify", Guards.posting(shares.within(verify))));
        ReportOtp report = new ReportOtp(admission, keys, publisher);
        routes.add(Route.of("POST", "/v1/{application}/reports", Guards.posting(shares.within(report))));
        SignUp signUp = new SignUp(admission, ids, secrets, publisher, answers, language, clock);
        routes.add(Route.of("POST", "/v1/{application}/signups", Guards.posting(shares.within(signUp))));
        routes.add(Route.of("GET", "/v1/{application}/otp/{id}", Guards.reading(new ReadStatus(statuses, tokens))));
        routes.add(Route.of("GET", "/v1/{application}/otp/{id}/events", Guards.listening(stream)));
        routes.add(Route.of("GET", "/v1/{application}", Guards.reading(new ReadApplication(admission, language))));
        routes.add(Route.of("POST", "/v1/{application}/session/refresh", Guards.acting(refresh)));
        routes.add(Route.of("POST", "/v1/{application}/logout", Guards.acting(logOut)));
        routes.add(Route.of("GET", "/.well-known/jwks.json", _ -> keySet()));
        routes.addAll(new Documents().routes());
        routes.add(new Assets().route());
        routes.addAll(new Pages(applications, language).routes());
        routes.addAll(administration.routes());
        return new Routes(new Origins(applications, publicUrl).guard(routes));
    }

    /** A new key is published before it signs, so a copy may be five minutes old. */
    private Response keySet() {
        return Response.json(200, tokens.keySet()).with("Cache-Control", "public, max-age=300");
    }
}
