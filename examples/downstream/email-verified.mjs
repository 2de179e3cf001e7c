// Creates an account, so to speak, for every address that was verified. Argument: the consumer group.
import kafkajs from "kafkajs";
import { decompress } from "lz4js";

const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = kafkajs;

// Batches of records may come compressed; kafkajs takes its decompressor from outside.
CompressionCodecs[CompressionTypes.LZ4] = () => ({ decompress: async (batch) => Buffer.from(decompress(batch)) });

const servers = process.env.KAFKA_BOOTSTRAP_SERVERS ?? "localhost:9092";
const kafka = new Kafka({ clientId: "email-verified", brokers: servers.split(","), logLevel: logLevel.WARN });
const consumer = kafka.consumer({ groupId: process.argv[2] }); // reads what is committed, unless told otherwise

await consumer.connect();
await consumer.subscribe({ topics: ["otp.email-verified"], fromBeginning: true });
await consumer.run({
  // Must do nothing when it comes again: after a crash the same event, with the same id, may.
  eachMessage: async ({ message }) => {
    console.log(`verified: ${message.headers.ce_id} ${message.value}`);
  },
});
