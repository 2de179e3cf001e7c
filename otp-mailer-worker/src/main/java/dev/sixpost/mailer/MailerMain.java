package dev.sixpost.mailer;

import dev.sixpost.kit.life.ServiceMain;

/** The mailer as a process of its own. */
public final class MailerMain {
    private MailerMain() {}

    public static void main(String[] args) {
        ServiceMain.run(args, MailerService::wire);
    }
}
