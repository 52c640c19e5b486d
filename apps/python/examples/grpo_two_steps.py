"""Two steps of TRL's GRPO on tasks of Touchstone, with a tiny random model on the CPU: everything runs, nothing is learnt.

    pip install 'apps/python[trl]'
    python examples/grpo_two_steps.py --export data/export/folder
    python examples/grpo_two_steps.py --url http://127.0.0.1:4400

Rewards that are None (our own failures) are left out of their group by TRL, and of the counts at the end.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import tempfile

os.environ.setdefault("TRL_EXPERIMENTAL_SILENCE", "1")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import trl
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM
from trl import GRPOConfig, GRPOTrainer

from touchstone_rl import Client, FolderClient, TaskClient
from touchstone_rl.trl import TrlSpec, as_trl


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--export", help="a folder of `touchstone export --format dir --with-secrets`")
    source.add_argument("--url", help="a server of `touchstone serve`; its key is TOUCHSTONE_KEY")
    parser.add_argument("--q", default="cat:interpreter", help="which tasks")
    parser.add_argument("--steps", type=int, default=2)
    arguments = parser.parse_args()
    solver = "tiny-random-qwen2"
    client: TaskClient = (
        FolderClient(arguments.export, solver=solver)
        if arguments.export
        else Client(arguments.url, solver=solver)
    )
    with client, tempfile.TemporaryDirectory() as folder:
        train(client, arguments.q, arguments.steps, folder)


def train(client: TaskClient, q: str, steps: int, folder: str) -> None:
    spec = as_trl(client, q, limit=4)
    build_tiny_model(f"{folder}/model")
    trainer = train_on(spec, steps, folder)
    print("Tools:", ", ".join(sorted({tool.__name__ for tool in trainer.tools})))
    for entry in trainer.state.log_history:
        print({name: value for name, value in entry.items() if "reward" in name or name in ("step", "loss")})
    for each in client.outcomes(solver=client.solver):
        print(f"{each.task[:17]}: {each.passed} of {each.attempts} attempts passed")


def train_on(spec: TrlSpec, steps: int, folder: str) -> GRPOTrainer:
    settings = GRPOConfig(
        output_dir=f"{folder}/out",
        max_steps=steps,
        per_device_train_batch_size=4,
        num_generations=4,
        max_completion_length=16,
        max_tool_calling_iterations=2,
        logging_steps=1,
        use_cpu=True,
        bf16=False,
        report_to=[],
        save_strategy="no",
    )
    trainer = GRPOTrainer(
        model=f"{folder}/model",
        args=settings,
        train_dataset=spec.dataset(),
        environment_factory=spec.environment_factory,
    )
    trainer.train()
    return trainer


def build_tiny_model(folder: str) -> None:
    """Two random layers, and a tokenizer of 400 tokens with a chat template that TRL can read tool calls from."""
    tokens = Tokenizer(models.BPE())
    tokens.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokens.decoder = decoders.ByteLevel()
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=400, special_tokens=special, initial_alphabet=alphabet)
    tokens.train_from_iterator(['{"name": "submit_result", "arguments": {"answer": "5"}}'], trainer)
    tokens.add_tokens(
        ["<tool_call>", "</tool_call>", "<tool_response>", "</tool_response>", "<think>", "</think>"]
    )
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=tokens, eos_token="<|im_end|>", pad_token="<|endoftext|>"
    )
    templates = pathlib.Path(trl.__file__).parent / "chat_templates"
    tokenizer.chat_template = (templates / "qwen3.jinja").read_text()
    config = Qwen2Config(
        vocab_size=len(tokenizer) + 8,
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=16_384,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    Qwen2ForCausalLM(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


if __name__ == "__main__":
    main()
