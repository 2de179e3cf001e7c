package dev.sixpost.system;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Many applications on one stack: the examples, settings that change while it runs, and callers who mean no good. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApplicationsIT {
    private ChangingStack running;

    @BeforeAll
    void up(@TempDir Path folder) throws IOException {
        running = new ChangingStack(folder);
        running.administrator.apply("builder", Administrator.example("builder.yaml"));
        running.administrator.apply("acme-chat", Administrator.example("white-label-chat.yaml"));
        running.administrator.apply("campus", Administrator.example("campus.yaml"));
        running.administrator.apply("dashboard", Administrator.example("dashboard.yaml"));
        running.administrator.apply("point-of-sale", Administrator.example("point-of-sale.yaml"));
    }

    @AfterAll
    void down() throws IOException {
        running.close();
    }

    @Nested
    class Examples extends ExampleScenarios {
        @Override
        ChangingStack running() {
            return running;
        }
    }

    @Nested
    class Policies extends PolicyScenarios {
        @Override
        ChangingStack running() {
            return running;
        }
    }

    @Nested
    class Settings extends SettingsScenarios {
        @Override
        ChangingStack running() {
            return running;
        }
    }

    @Nested
    class Hostile extends HostileScenarios {
        @Override
        ChangingStack running() {
            return running;
        }
    }

    @Nested
    class TwoGateways extends TwoGatewayScenarios {
        @Override
        ChangingStack running() {
            return running;
        }
    }
}
