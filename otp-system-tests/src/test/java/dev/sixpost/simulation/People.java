package dev.sixpost.simulation;

import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.Event;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.SignupRequested;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import dev.sixpost.schemas.VerifyOtp;
import dev.sixpost.simulation.Relay.Mail;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Who asks for codes and types them, as gateways and upstream services write it to Kafka; some of it twice, or wrong. */
final class People {
    private static final List<String> APPLICATIONS = List.of("acme", "globex", "initech", "nobody");
    private static final List<String> EMAILS = List.of("ada@example.com", "Bob@Example.com");
    private static final List<String> CLIENTS = List.of("192.0.2.1", "2001:db8::1");
    private static final List<String> NAMES = List.of("Ada", "Eve");
    private static final List<Purpose> PURPOSES = List.of(Purpose.LOGIN, Purpose.SIGNUP);

    private final World world;
    private final List<ProducerRecord<byte[], byte[]>> asked = new ArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> signedUp = new ArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> typed = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();

    /** Its identity belongs to an address: the gateway derives it from both. */
    private record Command(String id, String key, String application, String email, Purpose purpose) {
        Command(String id, String application, String email, Purpose purpose) {
            this(id, id, application, email, purpose);
        }

        Command under(String otherId) {
            return new Command(otherId, key, application, email, purpose);
        }
    }

    People(World world) {
        this.world = world;
    }

    void act() {
        switch (world.random.nextInt(14)) {
            case 0, 1 -> ask(id(), "key-" + id(), application(), email());
            case 2 -> ask(null, null, application(), email());
            case 3 -> again(asked);
            case 4 -> ask(id(), keys.isEmpty() ? null : world.oneOf(keys), application(), email());
            case 5, 6, 7 -> typeFromMail();
            case 8, 9 -> guessAtRandom();
            case 10 -> again(typed);
            case 11 -> signUp(world.chance(80) ? id() : null);
            case 12 -> again(signedUp);
            default -> otherGuess();
        }
    }

    private void ask(@Nullable String id, @Nullable String key, String application, String email) {
        OtpRequested wanted = new OtpRequested(
                application, email, purpose(), null, null, null, world.oneOf(CLIENTS), null, null, key);
        if (key != null) {
            keys.add(key);
        }
        send(asked, record(Topic.REQUESTS, id, wanted, email));
    }

    /** As one of two people who share an address. */
    private void signUp(@Nullable String id) {
        String name = world.oneOf(NAMES);
        String email = email();
        String accountId = world.chance(70) ? "account-of-" + name : null;
        SignupRequested wanted = new SignupRequested(application(), email, accountId, name, null, null, null, null);
        send(signedUp, record(Topic.SIGNUPS, id, wanted, email));
    }

    /** Types the code of a mail, mostly where it belongs; half of the time one of the newest. */
    private void typeFromMail() {
        List<Mail> mails = world.relay.received();
        if (mails.isEmpty()) {
            return;
        }
        Mail mail = world.chance(50) ? mails.getLast() : world.oneOf(mails);
        String application = world.chance(95) ? mail.request().application() : application();
        String email = world.chance(95) ? mail.request().email() : email();
        Purpose purpose = world.chance(95) ? mail.request().purpose() : purpose();
        String digits = world.chance(60) ? mail.code() : wrong();
        type(new Command(id(), application, email, purpose), digits, world.chance(20));
    }

    /** Mostly at whoever was written to last. */
    private void guessAtRandom() {
        List<Mail> mails = world.relay.received();
        Command guess = mails.isEmpty() || world.chance(40)
                ? new Command(id(), application(), email(), purpose())
                : of(mails.getLast());
        type(guess, wrong(), false);
    }

    private Command of(Mail mail) {
        return new Command(
                id(),
                mail.request().application(),
                mail.request().email(),
                mail.request().purpose());
    }

    /** The identity, or only the Idempotency-Key, of a command before, with other digits. */
    private void otherGuess() {
        if (!commands.isEmpty()) {
            List<Mail> mails = world.relay.received();
            Command before = world.oneOf(commands);
            type(
                    world.chance(50) ? before : before.under(id()),
                    mails.isEmpty() ? wrong() : world.oneOf(mails).code(),
                    false);
        }
    }

    private void type(Command command, String digits, boolean upstream) {
        String canonical = command.email().toLowerCase(Locale.ROOT);
        String guess = upstream
                ? null
                : Derivation.guessOfCode(
                        World.KEYS.current(), command.application(), command.purpose(), canonical, digits);
        Integer length = upstream || world.chance(50) ? null : (Integer) digits.length();
        String clear = upstream ? digits : null;
        VerifyOtp event = new VerifyOtp(
                command.application(),
                command.email(),
                command.purpose(),
                guess,
                length,
                null,
                clear,
                null,
                keyOf(command));
        commands.add(command);
        String id = upstream && command.id().equals(command.key()) && world.chance(50) ? null : command.id();
        send(typed, record(Topic.VERIFICATIONS, id, event, command.email()));
    }

    /** Where a command shares its identity with all others under its key, it need not name that key. */
    private @Nullable String keyOf(Command command) {
        return command.id().equals(command.key()) ? null : command.key();
    }

    /** Without an identity it is a bare record, without a key, wherever it comes to lie. */
    private static ProducerRecord<byte[], byte[]> record(Topic topic, @Nullable String id, Event event, String email) {
        String subject = Subject.of(event.application(), email.toLowerCase(Locale.ROOT));
        ProducerRecord<byte[], byte[]> whole = EventCodec.encode(
                topic, subject, new Envelope<>(id == null ? "none" : id, event, "/people", Instant.EPOCH, null, null));
        return id == null ? new ProducerRecord<>(topic.name(), null, (byte[]) null, whole.value()) : whole;
    }

    private void send(List<ProducerRecord<byte[], byte[]>> sent, ProducerRecord<byte[], byte[]> record) {
        world.note("somebody writes to " + record.topic() + ": " + new String(record.value(), StandardCharsets.UTF_8));
        sent.add(record);
        world.broker.append(record, null);
    }

    /** A retry after a broken connection: the same bytes. */
    private void again(List<ProducerRecord<byte[], byte[]>> sent) {
        List<ProducerRecord<byte[], byte[]>> withIdentity =
                sent.stream().filter(one -> one.key() != null).toList();
        if (!withIdentity.isEmpty()) {
            world.broker.append(world.oneOf(withIdentity), null);
        }
    }

    private String application() {
        return APPLICATIONS.get(world.chance(5) ? 3 : world.random.nextInt(3));
    }

    private String email() {
        return world.oneOf(EMAILS);
    }

    private Purpose purpose() {
        return world.chance(80) ? PURPOSES.getFirst() : PURPOSES.getLast();
    }

    private String wrong() {
        return String.format(Locale.ROOT, "%06d", world.random.nextInt(1_000_000));
    }

    private String id() {
        byte[] bytes = new byte[16];
        world.random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
