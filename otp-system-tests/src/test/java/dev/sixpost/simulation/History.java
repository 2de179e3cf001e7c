package dev.sixpost.simulation;

import java.util.List;

/** One run: people act and processes go on in a random order, with trouble; then all trouble ends and all must end well. */
final class History {
    private static final int STEPS = 320;
    private static final int MOST_ROUNDS = 400;
    private static final List<Long> SPANS = List.of(2L, 40L, 700L, 3_000L, 12_000L, 50_000L);

    private final World world;
    private final People people;
    private final Operator operator;
    private final Issuer issuer;
    private final Issuer otherIssuer;
    private final Verifier verifier;
    private final Verifier otherVerifier;
    private final List<Actor> actors;

    private History(World world) {
        this.world = world;
        this.people = new People(world);
        this.operator = new Operator(world);
        this.issuer = new Issuer("issuer-1", world);
        this.otherIssuer = new Issuer("issuer-2", world);
        this.verifier = new Verifier("verifier-1", world);
        this.otherVerifier = new Verifier("verifier-2", world);
        this.actors = List.of(
                issuer,
                otherIssuer,
                verifier,
                otherVerifier,
                new Mailer("mailer-1", world),
                new Mailer("mailer-2", world),
                new Forwarder("forwarder-1", world),
                new Forwarder("forwarder-2", world),
                operator);
    }

    /** The world as it is once everything has come to rest. */
    static World of(long seed, Fault fault) {
        World world = new World(seed, fault);
        History history = new History(world);
        for (int step = 0; step < STEPS; step++) {
            history.next();
        }
        history.comeToRest();
        return world;
    }

    private void next() {
        int what = world.random.nextInt(100);
        if (what < 78) {
            Actor actor = world.oneOf(actors);
            if (actor.isAwake()) {
                actor.step();
            }
        } else if (what < 88) {
            people.act();
            if (world.chance(30)) {
                operator.look();
            }
        } else if (what < 95) {
            pass(SPANS.get(world.random.nextInt(world.random.nextInt(SPANS.size()) + 1)));
        } else {
            trouble();
        }
    }

    private void trouble() {
        switch (world.random.nextInt(8)) {
            case 0, 1, 2 -> world.oneOf(actors).crash(world.random.nextLong(8_000));
            case 3, 4 -> pause(world.oneOf(actors));
            case 5 -> world.relay.mood = world.oneOf(List.of(Relay.Mood.values()));
            case 6 -> world.databaseAway = !world.databaseAway;
            default -> rewind();
        }
    }

    /** As SIGSTOP does it: in the middle of something, for longer than any session. */
    private void pause(Actor actor) {
        world.note(actor.name + ": paused");
        actor.sleepsUntil = world.broker.now() + world.random.nextLong(30_000);
    }

    /** Only where nobody is in the middle of something: Kafka sets back no group that is in use. */
    private void rewind() {
        if (world.random.nextBoolean()) {
            if (issuer.hasNotedAll() && otherIssuer.hasNotedAll()) {
                world.note("issuers are set back");
                world.issuers.rewind();
            }
        } else if (verifier.hasCommittedAll() && otherVerifier.hasCommittedAll()) {
            world.note("verifiers are set back");
            world.verifiers.rewind();
        }
    }

    private void pass(long millis) {
        world.broker.pass(millis);
        actors.stream().filter(Actor::isAwake).forEach(Actor::heartbeat);
        world.queue.expire();
        for (Group group : List.of(world.issuers, world.verifiers, world.forwarders)) {
            group.expel(world.broker.now());
        }
    }

    /** Time goes on until a delayed mail of the last moment has expired, and nobody has anything left to do. */
    private void comeToRest() {
        world.note("the trouble is over");
        world.relay.mood = Relay.Mood.WELL;
        world.databaseAway = false;
        actors.forEach(actor -> actor.sleepsUntil = 0);
        int idleRounds = 0;
        for (int round = 0; round < MOST_ROUNDS && idleRounds < 12; round++) {
            boolean busy = false;
            for (Actor actor : actors) {
                for (int i = 0; i < 40 && actor.step(); i++) {
                    busy = true;
                }
            }
            idleRounds = busy ? 0 : idleRounds + 1;
            pass(busy ? 50 : 20_000);
        }
        if (idleRounds < 12) {
            world.violated("I25", "no rest after " + MOST_ROUNDS + " rounds");
        }
    }
}
