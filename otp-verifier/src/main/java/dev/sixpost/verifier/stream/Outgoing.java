package dev.sixpost.verifier.stream;

import org.apache.kafka.clients.producer.ProducerRecord;

/** A record to be written. */
record Outgoing(Sink sink, ProducerRecord<byte[], byte[]> record) {}
