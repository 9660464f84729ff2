/** The default topics: fields of machine learning by their usual names. */

/**
 * Phrases are singular, without hyphens. Broad topics come last, because the earlier one wins a
 * tie.
 */
const TOPICS: [slug: string, name: string, categories: string, words: string][] = [
  [
    'agents',
    'Agents',
    'cs.MA',
    'agent | agentic | multi agent | multiagent | tool use | tool calling | function calling | tool augmented | gui agent | web agent | computer use | deep research | autonomous agent | mcp | agent memory | agentic workflow | browser agent',
  ],
  [
    'code',
    'Code generation',
    'cs.SE',
    'code generation | coding agent | program synthesis | software engineering | swe bench | code llm | code model | programming | repository level | bug | unit test | code completion | code repair | text to sql | code review | coding | codebase | vibe coding | programmer | software development',
  ],
  [
    'robotics',
    'Robotics',
    'cs.RO',
    'robot | robotic | robotics | manipulation | vision language action | vla | humanoid | locomotion | embodied | embodied ai | imitation learning | sim to real | grasping | navigation | autonomous driving | dexterous | teleoperation | visuomotor | self driving | drone',
  ],
  [
    'reinforcement-learning',
    'Reinforcement learning',
    '',
    'reinforcement learning | rl | grpo | ppo | policy gradient | policy optimization | offline rl | reward shaping | actor critic | q learning | off policy | on policy | multi armed bandit | markov decision process | credit assignment | value function | reward function',
  ],
  [
    'alignment',
    'Alignment',
    '',
    'rlhf | preference optimization | direct preference optimization | dpo | reward model | reward hacking | human preference | human feedback | preference data | sycophancy | constitutional ai | value alignment | llm alignment | model alignment | aligning | scalable oversight | preference learning | preference alignment',
  ],
  [
    'safety',
    'Safety and security',
    'cs.CR',
    'jailbreak | jailbreaking | red teaming | ai safety | safety alignment | adversarial attack | prompt injection | backdoor | watermark | watermarking | privacy | differential privacy | membership inference | unlearning | machine unlearning | deepfake | harmful content | vulnerability | attack success rate | malicious | guardrail | toxicity | misuse | safety',
  ],
  [
    'interpretability',
    'Interpretability',
    '',
    'interpretability | mechanistic interpretability | sparse autoencoder | sae | probing | circuit | explainability | explainable | activation patching | activation steering | steering vector | attention head | feature attribution | superposition | linear probe | internal representation | concept vector',
  ],
  [
    'retrieval',
    'Retrieval and search',
    'cs.IR',
    'retrieval | rag | retrieval augmented | dense retrieval | retriever | reranking | reranker | recommender | recommendation | search engine | embedding model | text embedding | question answering | knowledge graph | information retrieval | vector search | query rewriting | knowledge base | open domain | multi hop',
  ],
  [
    'image-generation',
    'Image generation',
    '',
    'image generation | text to image | diffusion model | image editing | diffusion transformer | flow matching | rectified flow | image synthesis | generative model | stable diffusion | t2i | inpainting | style transfer | personalization | gan | controlnet | visual generation | autoregressive image | classifier free guidance | virtual try on',
  ],
  [
    'video',
    'Video',
    '',
    'video | video generation | text to video | video understanding | video diffusion | video editing | video model | long video | talking head | video language model | temporal grounding | image to video | egocentric video | human animation | video question answering',
  ],
  [
    '3d',
    '3D and graphics',
    'cs.GR',
    '3d | gaussian splatting | nerf | neural radiance field | novel view synthesis | mesh | point cloud | 3d generation | scene reconstruction | 3d reconstruction | avatar | slam | 4d | texture | rendering | multi view | motion generation | radiance field | text to 3d | human motion',
  ],
  [
    'vision',
    'Computer vision',
    'cs.CV',
    'object detection | segmentation | image classification | vision transformer | vit | tracking | pose estimation | depth estimation | visual recognition | self supervised | optical flow | super resolution | image restoration | remote sensing | face recognition | imagenet | point tracking | denoising | vision foundation model | visual representation',
  ],
  [
    'speech-audio',
    'Speech and audio',
    'cs.SD eess.AS',
    'speech | audio | music | text to speech | tts | speech recognition | asr | voice | sound | speaker | spoken | music generation | voice cloning | audio language model | singing | podcast | speech synthesis | foley',
  ],
  [
    'world-models',
    'World models and games',
    '',
    'world model | game | simulator | interactive environment | minecraft | game engine | environment simulation | world simulation | model based rl | physical world | interactive world | video game | world simulator | physics simulation | playable',
  ],
  [
    'efficiency',
    'Efficient inference',
    '',
    'efficient inference | inference acceleration | speculative decoding | kv cache | key value cache | quantization | quantized | pruning | sparse attention | linear attention | distillation | low bit | 4 bit | model compression | token pruning | token reduction | early exit | latency | throughput | inference speed | edge device | on device | memory footprint | parallel decoding | structured sparsity',
  ],
  [
    'training',
    'Training and optimisation',
    'math.OC',
    'optimizer | optimiser | learning rate | stochastic gradient | sgd | adam | muon | hyperparameter | training dynamics | training stability | fine tuning | finetuning | lora | low rank adaptation | peft | parameter efficient | continual learning | model merging | catastrophic forgetting | data mixture | data selection | curriculum learning | federated learning | weight decay',
  ],
  [
    'systems',
    'Systems and hardware',
    'cs.DC cs.AR cs.OS cs.PF cs.NI',
    'gpu kernel | cuda | gpu | distributed training | serving system | llm serving | hardware accelerator | fpga | compiler | triton | memory bandwidth | parallelism | pipeline parallelism | scheduling | data center | inference engine | training infrastructure | energy consumption | tensor core | prefill | communication overhead',
  ],
  [
    'programming-languages',
    'Programming languages',
    'cs.PL',
    'programming language | static analysis | type system | compiler optimization | program analysis | decompilation | rust | verilog | rtl generation | assembly | symbolic execution | program verification | code translation | transpilation | fuzzing | type checking | intermediate representation',
  ],
  [
    'maths',
    'Mathematics and proof',
    'cs.LO math.NT math.AG math.CO',
    'theorem proving | formal proof | formal verification | lean 4 | autoformalization | theorem prover | olympiad | imo | proof | mathematics | mathematical | conjecture | symbolic regression | geometry problem | aime | math problem | proof assistant | mathlib',
  ],
  [
    'theory',
    'Theory',
    'stat.ML math.ST cs.IT cs.DS cs.CC',
    'generalization bound | sample complexity | convergence rate | theoretical analysis | theoretical guarantee | upper bound | lower bound | provably | approximation theory | information theory | optimal transport | asymptotic | minimax | regret bound | expressive power | theorem | identifiability | kernel method | learning theory | we prove',
  ],
  [
    'graphs',
    'Graphs and tables',
    'cs.SI cs.DB',
    'graph neural network | gnn | graph learning | graph transformer | node classification | link prediction | message passing | molecular graph | time series | forecasting | tabular | tabular data | tabular foundation model | heterogeneous graph | spatio temporal | anomaly detection | social network | relational data | community detection',
  ],
  [
    'science',
    'Science and biology',
    'q-bio.BM q-bio.QM q-bio.GN physics.comp-ph physics.chem-ph cond-mat.mtrl-sci',
    'protein | molecule | molecular | drug discovery | genomic | dna | rna | single cell | chemistry | materials science | crystal | scientific discovery | physics | climate | weather | astronomy | ai for science | ai scientist | partial differential equation | pde | neural operator | biology | biological | scientist | earth observation | scientific literature | quantum',
  ],
  [
    'medicine',
    'Medicine',
    'q-bio.NC eess.IV',
    'medical | clinical | radiology | patient | healthcare | health | disease | diagnosis | pathology | mri | ct scan | chest x ray | electronic health record | physician | biomedical | eeg | surgical | medical image | cancer | hospital | drug | doctor | fmri',
  ],
  [
    'multilingual',
    'Languages and translation',
    '',
    'multilingual | machine translation | translation | low resource language | cross lingual | crosslingual | linguistic | dialect | arabic | chinese | indic | african language | english centric | language identification | code switching | morphology | hindi | korean | japanese | vietnamese',
  ],
  [
    'people',
    'People and society',
    'cs.HC cs.CY',
    'human computer interaction | user study | human ai collaboration | human ai interaction | education | fairness | social bias | gender bias | societal | persona | social simulation | user experience | creativity | policy maker | labor | economic | culture | cultural | ethics | participant | role playing | designer | legal | law | governance | user interface',
  ],
  [
    'vision-language',
    'Vision and language',
    '',
    'vision language | vlm | mllm | multimodal | multi modal | lmm | visual question answering | vqa | visual reasoning | image captioning | visual grounding | document understanding | ocr | chart understanding | omni modal | visual instruction tuning | unified multimodal | visual understanding | referring expression',
  ],
  [
    'reasoning',
    'Reasoning',
    '',
    'reasoning | chain of thought | cot | reasoning model | test time scaling | test time compute | process reward model | mathematical reasoning | math reasoning | rlvr | verifiable reward | long cot | self reflection | overthinking | tree of thought | logical reasoning',
  ],
  [
    'datasets-benchmarks',
    'Datasets and benchmarks',
    'cs.DL',
    'benchmark | dataset | corpus | corpora | leaderboard | evaluation suite | annotated | curated | human annotated | large scale dataset | open dataset | data curation | synthetic data | data synthesis | evaluation framework | llm as a judge | evaluation metric',
  ],
  [
    'language-models',
    'Language models',
    'cs.CL',
    'language model | llm | pretraining | pre training | foundation model | tokenizer | tokenization | in context learning | long context | context window | instruction tuning | diffusion language model | next token prediction | mixture of experts | scaling law | state space model | mamba',
  ],
];

export const DEFAULT_TOPICS = TOPICS.map(([slug, name, categories, words]) => ({
  slug,
  name,
  categories: categories.split(' ').filter((category) => category !== ''),
  words: words.split(' | '),
}));
