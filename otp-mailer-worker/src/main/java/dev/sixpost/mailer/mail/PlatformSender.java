package dev.sixpost.mailer.mail;

import dev.sixpost.kit.address.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who sends for applications that have not proven a sender of their own.
 *
 * @param name where given, mails come from "Application via name"
 */
public record PlatformSender(@Nullable String name, EmailAddress address) {}
