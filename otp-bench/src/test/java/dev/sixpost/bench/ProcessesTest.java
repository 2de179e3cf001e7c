package dev.sixpost.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessesTest {

    @BeforeEach
    void onLinux() {
        assumeThat(Processes.areKept()).as("this system has a /proc").isTrue();
    }

    @Test
    void aProcessThatIsGoneCostsNothing() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        assertThat(gone.waitFor()).isZero();

        assertThat(Processes.cpuSeconds(gone.pid())).isZero();
        assertThat(Processes.residentMiB(gone.pid())).isZero();
    }

    @Test
    void oneThatRunsHasMemory() {
        assertThat(Processes.residentMiB(ProcessHandle.current().pid())).isGreaterThan(10);
    }
}
